import type { ConfigRepo, Fault, Health } from '@deployment-automator/api-schema';
import { describe, expect, it } from 'vitest';
import { faultsOutsideFiles, sayOverall } from '../../src/health/overall.ts';

const fault: Fault = {
  where: 'ghcr.io',
  code: 'unauthorized',
  message: 'It says 401.',
  next: 'Correct them.',
};
const problem: Fault = { where: 'a.yaml:3', code: 'bad-range', message: 'No range.', next: 'Correct it.' };

const repo: ConfigRepo = {
  name: 'production',
  url: 'https://git.example/config.git',
  branch: 'main',
  commit: null,
  seenAt: null,
  nextPollAt: null,
  writeBack: 'observe',
  forge: null,
  dialects: ['automator'],
  frozen: null,
  bindings: {},
  fault: null,
  problems: [],
};

const well: Health = {
  status: 'ok',
  version: '0.1.0',
  startedAt: '2026-01-31T12:00:00Z',
  mode: 'embedded',
  queue: { waiting: 0, running: 0 },
  registries: [],
  configRepos: [repo],
  forges: [],
  faults: [],
};

describe('sayOverall', () => {
  it.each<readonly [name: string, health: Partial<Health>, isWell: boolean, sentence: string]>([
    ['all is well', {}, true, 'Everything works.'],
    ['one fault', { faults: [fault] }, false, '1 fault needs somebody.'],
    [
      'faults and problems',
      { faults: [fault, fault], configRepos: [{ ...repo, problems: [problem] }] },
      false,
      '2 faults and 1 problem in files of the config repos need somebody.',
    ],
    [
      'only problems',
      { configRepos: [{ ...repo, problems: [problem] }] },
      false,
      'Everything answers; 1 problem in files of the config repos needs somebody.',
    ],
    [
      'a problem in a file that stands among the faults too',
      {
        faults: [{ ...problem, where: 'production: a.yaml:3' }],
        configRepos: [{ ...repo, problems: [problem] }],
      },
      false,
      'Everything answers; 1 problem in files of the config repos needs somebody.',
    ],
    [
      'a freeze',
      { configRepos: [{ ...repo, frozen: 'Release week' }, repo] },
      true,
      'Everything works. Nothing is written to production: frozen.',
    ],
  ])('says that %s', (_, health, isWell, sentence) => {
    const overall = sayOverall({ ...well, ...health });
    expect(overall.isWell).toBe(isWell);
    expect(overall.sentence).toBe(sentence);
  });

  it('counts what there is', () => {
    expect(sayOverall(well).detail).toBe('1 config repo and 0 registries; no look waits.');
    const busy = { ...well, queue: { waiting: 2, running: 1 } };
    expect(sayOverall(busy).detail).toContain('3 looks in the queue');
  });
});

it('leaves to the config repos what their files say wrongly', () => {
  const configRepos = [{ ...repo, problems: [problem] }];
  const told = { ...problem, where: 'production: a.yaml:3' };
  expect(faultsOutsideFiles({ configRepos, faults: [fault, told] })).toEqual([fault]);
});
