import { expect, it } from 'vitest';
import { commitLink } from '../../src/change-sets/commit-link.ts';

const https = 'https://git.acme.example/acme/config.git';
const ssh = 'git@git.acme.example:acme/config.git';

it.each([
  [
    'github',
    'git@github.com:acme/config.git',
    undefined,
    'acme/config',
    'https://github.com/acme/config/commit/abc',
  ],
  [
    'github',
    https,
    'https://git.acme.example/api/v3',
    'acme/config',
    'https://git.acme.example/acme/config/commit/abc',
  ],
  ['github', https, 'https://api.acme.ghe.example', 'a/b', 'https://acme.ghe.example/a/b/commit/abc'],
  ['gitlab', ssh, undefined, 'group/sub/config', 'https://gitlab.com/group/sub/config/-/commit/abc'],
  [
    'gitlab',
    ssh,
    'https://git.acme.example/gitlab/api/v4/',
    'a/b',
    'https://git.acme.example/gitlab/a/b/-/commit/abc',
  ],
  ['gitea', https, undefined, 'acme/config', 'https://git.acme.example/acme/config/commit/abc'],
  [
    'gitea',
    ssh,
    'http://127.0.0.1:3000/api/v1',
    'acme/config',
    'http://127.0.0.1:3000/acme/config/commit/abc',
  ],
  ['bitbucket', ssh, undefined, 'acme/config', 'https://bitbucket.org/acme/config/commits/abc'],
  [
    'bitbucket-server',
    ssh,
    'https://git.acme.example/rest/api/1.0',
    'OPS/config',
    'https://git.acme.example/projects/OPS/repos/config/commits/abc',
  ],
  [
    'bitbucket-server',
    ssh,
    'https://git.acme.example/rest/api/1.0',
    '~ann/config',
    'https://git.acme.example/users/ann/repos/config/commits/abc',
  ],
  [
    'azure-devops',
    ssh,
    undefined,
    'acme/my project/_git/config',
    'https://dev.azure.com/acme/my%20project/_git/config/commit/abc',
  ],
  [
    'azure-devops',
    ssh,
    'https://tfs.acme.example/tfs',
    'a/b/_git/c',
    'https://tfs.acme.example/tfs/a/b/_git/c/commit/abc',
  ],
] as const)('%s %s %s', (kind, url, apiUrl, repository, expected) => {
  expect(commitLink({ kind, url, apiUrl, repository }, 'abc')).toBe(expected);
});

it('knows no page where nothing says where it is', () => {
  expect(commitLink({ kind: 'gitea', url: ssh, repository: 'a/b' }, 'abc')).toBeUndefined();
  expect(commitLink({ kind: 'gitea', url: '/srv/git/config', repository: 'a/b' }, 'abc')).toBeUndefined();
});
