import type { ForgeEvent } from '@deployment-automator/forge-clients';
import { describe, expect, it } from 'vitest';
import { receiveForgeEvents, type WatchedRepo } from '../../src/intake/index.ts';
import { isSameRepository } from '../../src/intake/same-repository.ts';

const production: WatchedRepo = {
  subject: 'production#main',
  url: 'https://git.example/acme/config.git',
  branch: 'main',
  commit: () => 'known',
};
const staging: WatchedRepo = { ...production, subject: 'staging#next', branch: 'next' };
const other: WatchedRepo = { ...production, subject: 'other#main', url: 'https://git.example/acme/other' };
const elsewhere: WatchedRepo = { ...production, subject: 'elsewhere#main', forge: 'gitlab' };

const push: ForgeEvent = { kind: 'push', repository: 'acme/config', branch: 'main', commit: 'new' };
const pull: ForgeEvent = {
  kind: 'pull-request',
  repository: 'acme/config',
  number: 7,
  action: 'merged',
  head: 'automator/web-0123abcd',
  base: 'main',
};
const comment: ForgeEvent = {
  kind: 'comment',
  repository: 'acme/config',
  number: 7,
  author: 'ann',
  body: 'Not now.\n/automator hold until Monday',
};

/** What was done for these events, in order. */
async function received(
  events: readonly ForgeEvent[],
  noteActivity?: (subject: string) => Promise<void>,
): Promise<string[]> {
  const done: string[] = [];
  receiveForgeEvents('github', events, {
    repos: [production, staging, other, elsewhere],
    refresh: (subject) => done.push(`refresh ${subject}`),
    noteActivity: async (subject, { number, branch }) => {
      done.push(`note ${subject} ${number} ${branch ?? '-'}`);
      await noteActivity?.(subject);
    },
    onError: (error) => done.push(String(error)),
  });
  await new Promise(setImmediate);
  return done;
}

describe('what a forge tells', () => {
  const cases: readonly [string, readonly ForgeEvent[], string[]][] = [
    ['a push to the branch', [push], ['refresh production#main']],
    ['several pushes at once', [push, { ...push, commit: 'newer' }], ['refresh production#main']],
    ['our own push that comes back', [{ ...push, commit: 'known' }], []],
    ['a push to another branch', [{ ...push, branch: 'automator/web-0123abcd' }], []],
    ['a push to another repository', [{ ...push, repository: 'acme/unknown' }], []],
    [
      'a deleted branch',
      [{ kind: 'push', repository: 'acme/config', branch: 'main' }],
      ['refresh production#main'],
    ],
    [
      'a pull request of ours',
      [pull],
      [
        'note production#main 7 automator/web-0123abcd',
        'note staging#next 7 automator/web-0123abcd',
        'refresh production#main',
        'refresh staging#next',
      ],
    ],
    ['a pull request of others', [{ ...pull, head: 'feature' }], []],
    [
      'a command',
      [comment],
      [
        'note production#main 7 -',
        'note staging#next 7 -',
        'refresh production#main',
        'refresh staging#next',
      ],
    ],
    ['a comment that is none', [{ ...comment, body: 'see /automator hold' }], []],
    [
      'a merge, which is a push too',
      [push, { ...pull, repository: 'ACME/Config' }],
      [
        'note production#main 7 automator/web-0123abcd',
        'note staging#next 7 automator/web-0123abcd',
        'refresh production#main',
        'refresh staging#next',
      ],
    ],
    ['nothing', [], []],
  ];
  it.each(cases)('%s', async (_name, events, expected) => {
    expect(await received(events)).toEqual(expected);
  });

  it('looks also when what is remembered cannot be forgotten, and says so', async () => {
    const done = await received([pull], () => Promise.reject(new Error('Redis is away')));
    expect(done.filter((line) => line.startsWith('Error'))).toEqual(Array(2).fill('Error: Redis is away'));
    expect(done.slice(-2)).toEqual(['refresh production#main', 'refresh staging#next']);
  });
});

describe('which config repo a repository is', () => {
  const same: readonly [string, string][] = [
    ['https://github.com/acme/config.git', 'acme/config'],
    ['https://github.com/Acme/Config/', 'acme/config'],
    ['git@github.com:acme/config.git', 'acme/config'],
    ['ssh://git@git.example:2222/acme/config.git', 'acme/config'],
    ['https://gitlab.com/a/b/config.git', 'a/b/config'],
    ['https://git.example/scm/ops/config.git', 'OPS/config'],
    ['https://dev.azure.com/acme/My%20Shop/_git/config', 'acme/My Shop/_git/config'],
    ['git@ssh.dev.azure.com:v3/acme/shop/config', 'acme/shop/_git/config'],
    ['/srv/git/acme/config.git', 'acme/config'],
  ];
  it.each(same)('%s is %s', (url, repository) => {
    expect(isSameRepository(url, repository)).toBe(true);
  });

  const different: readonly [string, string][] = [
    ['https://github.com/acme/config.git', 'acme/other'],
    ['https://github.com/acme/my-config.git', 'acme/config'],
    ['https://github.com/xacme/config.git', 'acme/config'],
    ['https://github.com/acme/config.git', ''],
    ['https://github.com/acme/config.git', '/'],
    ['https://acme/config', 'acme/config'],
    ['https://github.com/acme/%', 'acme/config'],
  ];
  it.each(different)('%s is not %s', (url, repository) => {
    expect(isSameRepository(url, repository)).toBe(false);
  });
});
