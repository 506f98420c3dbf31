import type { ForgeKind } from '@deployment-automator/forge-clients';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forgeHosts } from '../../../src/write-back/what-it-brings/index.ts';
import {
  type SourceForge,
  sourceRepository,
} from '../../../src/write-back/what-it-brings/source-repository.ts';

const client: SourceForge['client'] = {
  compare: async () => undefined,
  release: async () => undefined,
};
const on = (kind: ForgeKind, ...hosts: string[]): SourceForge => ({ kind, hosts, client });
const github = on('github', 'github.com');
const find = (source: string, ...forges: SourceForge[]): string | undefined =>
  sourceRepository(source, forges)?.path;

describe('a source on a forge that is configured', () => {
  const found: readonly [string, SourceForge, string][] = [
    ['https://github.com/acme/web', github, 'acme/web'],
    ['https://github.com/acme/web/', github, 'acme/web'],
    ['https://github.com/acme/web.git', github, 'acme/web'],
    ['https://GitHub.com/acme/web.git#main', github, 'acme/web'],
    ['https://github.com/acme/web/tree/main/cmd?plain=1', github, 'acme/web'],
    ['git+https://github.com/acme/web.git', github, 'acme/web'],
    ['scm:git:https://github.com/acme/web.git', github, 'acme/web'],
    ['git://github.com/acme/web.git', github, 'acme/web'],
    ['git@github.com:acme/web.git', github, 'acme/web'],
    ['ssh://git@github.com:22/acme/web.git', github, 'acme/web'],
    ['github.com/acme/web', github, 'acme/web'],
    ['https://someone@github.com/acme/web', github, 'acme/web'],
    ['https://git.acme.example:8443/acme/web', on('gitea', 'git.acme.example:8443'), 'acme/web'],
    ['https://gitlab.com/a/b/c/web/-/tree/main', on('gitlab', 'gitlab.com'), 'a/b/c/web'],
    ['https://bb.example/projects/WEB/repos/site/browse', on('bitbucket-server', 'bb.example'), 'WEB/site'],
    ['https://bb.example/scm/web/site.git', on('bitbucket-server', 'bb.example'), 'web/site'],
    ['https://bb.example/users/ann/repos/site', on('bitbucket-server', 'bb.example'), '~ann/site'],
    [
      'https://dev.azure.com/acme/My%20Shop/_git/web',
      on('azure-devops', 'dev.azure.com'),
      'acme/My Shop/_git/web',
    ],
    ['https://dev.azure.com/acme/_git/web', on('azure-devops', 'dev.azure.com'), 'acme/_git/web'],
  ];
  it.each(found)('%s', (source, forge, path) => {
    expect(find(source, on('gitea', 'other.example'), forge)).toBe(path);
  });
});

describe('a source that is looked at nowhere', () => {
  const refused: readonly [string, string][] = [
    ['another host', 'https://evil.example/acme/web'],
    ['a host that only looks like it', 'https://github.com.evil.example/acme/web'],
    ['a host behind a user', 'https://github.com@evil.example/acme/web'],
    ['another port', 'https://github.com:8443/acme/web'],
    ['an owner alone', 'https://github.com/acme'],
    ['a file', 'file:///github.com/acme/web'],
    ['a script', 'javascript:alert(1)//github.com/acme/web'],
    ['a path that climbs', 'https://github.com/%2e%2e%2fuser/web'],
    ['a path with a slash in a name', 'https://github.com/acme%2Fother/web'],
    ['a broken escape', 'https://github.com/acme%/web'],
    ['nothing', ''],
    ['a sentence', 'see github.com acme/web'],
    ['a text of a megabyte', `https://github.com/acme/${'w'.repeat(1_000_000)}`],
  ];
  it.each(refused)('%s', (_name, source) => {
    expect(find(source, github)).toBeUndefined();
  });

  it('never names a path that leaves the repositories, whatever the label', () => {
    const segment = fc.oneof(
      fc.constantFrom('..', '.', '%2e', '%2f', '\\', '?', '#', '@', ':', 'acme', ' '),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), (segments) => {
        const path = find(`https://github.com/${segments.join('/')}`, github);
        expect(path ?? 'acme/web').toMatch(/^[^/\\?#%]+\/[^/\\?#%]+$/);
        expect((path ?? '').split('/')).not.toContain('..');
      }),
    );
  });
});

describe('forgeHosts', () => {
  const hosts: readonly [ForgeKind, string, string | undefined, string[]][] = [
    ['github', 'https://github.com/acme/config.git', undefined, ['github.com']],
    ['github', 'git@github.com:acme/config.git', undefined, ['github.com']],
    ['github', 'https://ghe.example/acme/config', 'https://ghe.example/api/v3', ['ghe.example']],
    ['github', 'git@ghe.example:acme/config', 'https://api.ghe.example', ['api.ghe.example', 'ghe.example']],
    ['gitea', 'https://git.example:3000/acme/config', 'https://git.example:3000', ['git.example:3000']],
    ['gitea', 'git@git.example:acme/config', undefined, []],
    ['gitlab', '/srv/git/config.git', undefined, ['gitlab.com']],
  ];
  it.each(hosts)('of %s for %s, with its API at %s', (kind, url, apiUrl, expected) => {
    expect(forgeHosts(kind, url, apiUrl)).toEqual(expected);
  });
});
