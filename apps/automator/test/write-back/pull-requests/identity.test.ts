import type { ForgeKind } from '@deployment-automator/forge-clients';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repositoryOf } from '../../../src/service/forge-of.ts';
import { branchName } from '../../../src/write-back/pull-requests/branch-name.ts';
import { type Marker, printMarker, readMarker } from '../../../src/write-back/pull-requests/marker.ts';

const marker: Marker = {
  proposer: '01234567',
  targets: ['0123456789', 'abcdef0123'],
  seen: { at: 1_700_000_000_000, ids: ['12', 'a_b'] },
  handedOver: true,
  closed: false,
};

describe('a marker', () => {
  it.each<ForgeKind>(['github', 'bitbucket'])(
    'is read back as it was printed, below any text, on %s',
    (kind) => {
      fc.assert(
        fc.property(fc.string(), (text) => {
          expect(readMarker(`${text}\n\n${printMarker(marker, kind)}\r\n`)).toEqual(marker);
        }),
      );
    },
  );

  it('is none where its hash does not fit its targets', () => {
    expect(readMarker(printMarker(marker, 'github').replace('0123456789', '9876543210'))).toBeUndefined();
  });
});

describe('a branch', () => {
  const proposer = { instance: 'default', configRepo: 'config', base: 'main' };
  const named = (group: string) =>
    branchName(proposer, { key: `pull-request ${group}`, delivery: 'pull-request' });

  it('says what it is about', () => {
    expect(named('image ghcr.io/acme/web in apps/shop')).toMatch(/^automator\/web-[0-9a-f]{8}$/);
    expect(named('group Shop & Co')).toMatch(/^automator\/shop-co-[0-9a-f]{8}$/);
    expect(named('group ♥')).toMatch(/^automator\/updates-[0-9a-f]{8}$/);
  });

  it('is another one for another group, instance, config repo or base', () => {
    const change = { key: 'pull-request all', delivery: 'pull-request' } as const;
    const names = [
      named('image a/web in x'),
      named('image a/web in y'),
      branchName(proposer, change),
      branchName({ ...proposer, instance: 'other' }, change),
      branchName({ ...proposer, configRepo: 'other' }, change),
      branchName({ ...proposer, base: 'other' }, change),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});

it.each<[ForgeKind, string, string]>([
  ['github', 'https://github.com/acme/config.git', 'acme/config'],
  ['github', 'git@github.com:acme/config.git', 'acme/config'],
  ['gitlab', 'ssh://git@gitlab.example:2222/group/sub/config.git', 'group/sub/config'],
  ['bitbucket-server', 'https://git.example/scm/ops/config.git', 'ops/config'],
  ['azure-devops', 'https://dev.azure.com/acme/project/_git/config', 'acme/project/_git/config'],
  ['azure-devops', 'git@ssh.dev.azure.com:v3/acme/project/config', 'acme/project/_git/config'],
])('the repository on %s of %s is %s', (kind, url, repository) => {
  expect(repositoryOf(kind, url)).toBe(repository);
});
