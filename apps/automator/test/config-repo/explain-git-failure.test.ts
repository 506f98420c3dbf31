import { describe, expect, it } from 'vitest';
import { explainGitFailure } from '../../src/config-repo/explain-git-failure.ts';
import { readPushReport } from '../../src/config-repo/push-report.ts';

const remote = { name: 'production', url: 'https://git.example/acme/config.git', branch: 'main' };
const report = (summary: string, flag = '!'): string =>
  `To ${remote.url}\n${flag}\tabc123:refs/heads/main\t${summary}\nDone\n`;
const codeOf = (said: string): string => explainGitFailure(new Error(said), remote).code;

describe('a push that the remote answered', () => {
  it.each([
    ['moved', report('1111111..2222222', ' ')],
    ['moved', report('[new branch]', '*')],
    ['up-to-date', report('[up to date]', '=')],
    ['rejected', report('[rejected] (stale info)')],
    ['refused', report('[remote rejected] (pre-receive hook declined)')],
    [undefined, `To ${remote.url}\n!\tabc:refs/heads/other\t[rejected] (stale info)\nDone\n`],
    [undefined, 'fatal: the remote end hung up unexpectedly\n'],
  ])('%s', (outcome, said) => {
    expect(readPushReport(said, 'refs/heads/main')?.outcome).toBe(outcome);
  });

  it.each([
    ['git-push-raced', report('[rejected] (stale info)'), ''],
    ['git-push-raced', report('[rejected] (fetch first)'), ''],
    ['git-push-raced', report('[up to date]', '='), ''],
    ['git-push-raced', report('[remote rejected] (cannot lock ref ...)'), ''],
    ['git-push-raced', report('[remote rejected] (incorrect old value provided)'), ''],
    [
      'git-branch-protected',
      report('[remote rejected] (protected branch hook declined)'),
      'remote: error: GH006: Protected branch update failed for refs/heads/main.\n',
    ],
    [
      'git-branch-protected',
      report('[remote rejected] (push declined due to repository rule violations)'),
      'remote: error: GH013: Repository rule violations found for refs/heads/main.\n',
    ],
    [
      'git-branch-protected',
      report('[remote rejected] (pre-receive hook declined)'),
      'remote: GitLab: You are not allowed to push code to protected branches on this project.\n',
    ],
    [
      'git-branch-protected',
      report('[remote rejected] (pre-receive hook declined)'),
      'remote: Branch refs/heads/main can only be modified through pull requests.\n',
    ],
    [
      'git-branch-protected',
      report(
        '[remote rejected] (TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.)',
      ),
      '',
    ],
    [
      'git-branch-protected',
      report('[remote rejected] (pre-receive hook declined)'),
      'remote: Gitea: Not allowed to push to protected branch main\n',
    ],
    [
      'git-push-refused',
      report('[remote rejected] (push declined due to repository rule violations)'),
      'remote: - Commits must have verified signatures.\n',
    ],
    [
      'git-push-refused',
      report('[remote rejected] (pre-receive hook declined)'),
      'remote: no deploys on Fridays\n',
    ],
    [
      'git-repository-archived',
      report('[remote rejected] (pre-receive hook declined)'),
      'remote: The project is archived.\n',
    ],
  ])('%s: %j %j', (code, said, words) => {
    expect(codeOf(words + said)).toBe(code);
  });

  it.each([
    'git@git.example: Permission denied (publickey).',
    'ssh: Could not resolve hostname git.example: Name or service not known',
    'Connection to git.example closed by remote host.',
  ])('quotes what ssh says before git: %s', (words) => {
    const end =
      'fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights';
    expect(explainGitFailure(new Error(`${words}\n${end}`), remote).message).toContain(words);
  });

  it('quotes what the remote says, and the next step fits', () => {
    const said = `remote: no deploys on Fridays\n${report('[remote rejected] (pre-receive hook declined)')}`;
    const error = explainGitFailure(new Error(said), remote);
    expect(error.message).toContain('no deploys on Fridays');
    const unsigned = `remote: - Commits must have verified signatures.\n${report('[remote rejected] (declined)')}`;
    expect(explainGitFailure(new Error(unsigned), remote).next).toContain('commit.signing');
    const protectedOne = report('[remote rejected] (protected branch hook declined)');
    expect(explainGitFailure(new Error(protectedOne), remote).next).toContain('pull-request');
  });

  it('takes words of a hook for no race', () => {
    const said = `remote: non-fast-forward and stale info are only words here\n${report('[remote rejected] (hook declined)')}`;
    expect(codeOf(said)).toBe('git-push-refused');
  });
});

describe('a remote that does not let us in', () => {
  it.each([
    [
      'git-repository-archived',
      "remote: This repository was archived so it is read-only.\nfatal: unable to access 'x': The requested URL returned error: 403",
    ],
    [
      'git-unauthorized',
      "remote: Permission to acme/config.git denied to bot.\nfatal: unable to access 'x': The requested URL returned error: 403",
    ],
    [
      'git-unauthorized',
      "fatal: could not read Username for 'https://git.example': terminal prompts disabled",
    ],
    [
      'git-unauthorized',
      'git@git.example: Permission denied (publickey).\nfatal: Could not read from remote repository.',
    ],
    [
      'git-unauthorized',
      'WARNING: UNPROTECTED PRIVATE KEY FILE!\ngit@git.example: Permission denied (publickey).',
    ],
    ['git-host-unknown', 'Host key verification failed.\nfatal: Could not read from remote repository.'],
    [
      'git-tls',
      "fatal: unable to access 'x': server certificate verification failed. CAfile: none CRLfile: none",
    ],
    [
      'git-tls',
      "fatal: unable to access 'x': SSL certificate problem: unable to get local issuer certificate",
    ],
    ['git-not-found', "fatal: repository 'https://git.example/acme/config.git/' not found"],
    ['git-not-found', "fatal: unable to access 'x': The requested URL returned error: 301"],
    [
      'git-unreachable',
      "fatal: unable to access 'x': Failed to connect to git.example port 443: Connection refused",
    ],
    [
      'git-unreachable',
      'Connection to git.example closed by remote host.\nfatal: Could not read from remote repository.',
    ],
    ['git-failed', 'fatal: something new'],
  ])('%s: %s', (code, said) => {
    expect(codeOf(said)).toBe(code);
  });
});
