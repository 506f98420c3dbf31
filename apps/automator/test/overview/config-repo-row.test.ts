import { configRepo } from '@deployment-automator/api-schema';
import { describe, expect, it } from 'vitest';
import { withoutCredentials } from '../../src/overview/config-repo-row.ts';
import { type ConfigRepoView, configRepoRow } from '../../src/overview/index.ts';
import { deployment, now, snapshotOf } from './view-of.ts';

const view: ConfigRepoView = {
  ...{ name: 'production', url: 'https://forge.example/acme/config.git', branch: 'main' },
  ...{ writeBack: 'pull-request', dialects: ['automator'], forge: 'github' },
  snapshot: undefined,
  seenAt: 0,
  nextPollAt: undefined,
  frozen: undefined,
  fault: undefined,
};

describe('a config repo', () => {
  it('that was never read says no more than its configuration', () => {
    const row = configRepoRow(view);
    expect(configRepo.parse(row)).toEqual(row);
    expect(row).toMatchObject({
      commit: null,
      seenAt: null,
      nextPollAt: null,
      frozen: null,
      bindings: {},
      problems: [],
    });
  });

  it('says what was read, what is wrong and what stops it', () => {
    const text = deployment('web', 'ghcr.io/acme/web:1.0.0', ['automator/gruop: x']);
    const fault = {
      where: 'production',
      code: 'git-unreachable',
      message: 'no answer',
      next: 'check the network',
    };
    const snapshot = snapshotOf('production', { 'web.yaml': text });
    const row = configRepoRow(
      { ...view, snapshot, seenAt: now, nextPollAt: now + 1000, frozen: 'a release is near', fault },
      { conflict: 1 },
    );
    expect(configRepo.parse(row)).toEqual(row);
    expect(row).toMatchObject({
      commit: 'c0ffee',
      seenAt: '2026-11-01T12:00:00.000Z',
      frozen: 'a release is near',
      fault,
      bindings: { conflict: 1 },
      problems: [{ where: 'web.yaml:7', code: 'unknown-key', next: expect.stringMatching(/./) }],
    });
  });
});

describe('a URL', () => {
  it.each([
    ['https://forge.example/acme/config.git', 'https://forge.example/acme/config.git'],
    ['https://ada:secret@forge.example/acme/config.git', 'https://forge.example/acme/config.git'],
    ['https://secret@forge.example/acme/config.git', 'https://forge.example/acme/config.git'],
    ['https://forge.example/acme/config.git?token=secret', 'https://forge.example/acme/config.git'],
    ['ssh://git@forge.example/acme/config.git', 'ssh://git@forge.example/acme/config.git'],
    ['ssh://git:secret@forge.example/acme/config.git', 'ssh://git@forge.example/acme/config.git'],
    ['git@forge.example:acme/config.git', 'git@forge.example:acme/config.git'],
    ['/srv/git/config.git', '/srv/git/config.git'],
  ])('%s is shown without what may be secret', (url, shown) => {
    expect(withoutCredentials(url)).toBe(shown);
  });
});
