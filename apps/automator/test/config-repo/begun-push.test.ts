import { describe, expect, it } from 'vitest';
import { printReport } from '../../src/config-repo/begun-push.ts';
import { readPushReport } from '../../src/config-repo/push-report.ts';

const ref = 'refs/heads/main';

describe('the answer of the plumbing, in the words of git push', () => {
  it.each([
    ['ok refs/heads/main', { outcome: 'moved', reason: '' }],
    ['ok refs/heads/main up to date', { outcome: 'up-to-date', reason: '' }],
    ['error refs/heads/main stale info', { outcome: 'rejected', reason: 'stale info' }],
    ['error refs/heads/main fetch first', { outcome: 'rejected', reason: 'fetch first' }],
    ['error refs/heads/main non-fast forward', { outcome: 'rejected', reason: 'non-fast forward' }],
    [
      'error refs/heads/main pre-receive hook declined',
      { outcome: 'refused', reason: 'pre-receive hook declined' },
    ],
    ['error refs/heads/main failed to update ref', { outcome: 'refused', reason: 'failed to update ref' }],
  ])('%s', (answer, report) => {
    const printed = printReport([answer, ''], 'remote: words (and more)', 'c0ffee', ref);
    expect(readPushReport(printed ?? '', ref)).toEqual(report);
    expect(printed).toContain('remote: words (and more)\n');
  });

  it('is found among those for the other refs of the remote', () => {
    const answers = [
      'error refs/heads/automator/web no match',
      `ok ${ref}`,
      'error refs/pull/1/head no match',
    ];
    const printed = printReport(answers, '', 'c0ffee', ref);
    expect(readPushReport(printed ?? '', ref)).toEqual({ outcome: 'moved', reason: '' });
  });

  it.each([[[]], [['']], [['ok refs/heads/other']], [['error refs/heads/mainly no']], [['unsupported']]])(
    '%j tells nothing',
    (answers) => {
      expect(printReport(answers, '', 'c0ffee', ref)).toBeUndefined();
    },
  );
});
