import { AutomatorError, type AutomatorErrorCode } from '../errors/automator-error.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { GitRemote } from './git-environment.ts';
import { readPushReport } from './push-report.ts';

/** What a failure means and what to do about it. */
export interface Explanation {
  readonly code: AutomatorErrorCode;
  readonly what: string;
  readonly next: string;
}

interface Pattern {
  readonly pattern: RegExp;
  readonly code: AutomatorErrorCode;
  readonly what: string;
  readonly next: (remote: GitRemote) => string;
}

/** What git prints, in the order in which it is believed. */
const patterns: readonly Pattern[] = [
  {
    pattern: /ENOENT.*git|spawn git/,
    code: 'git-missing',
    what: 'the git program was not found',
    next: () => 'install git and check that it is on PATH',
  },
  {
    pattern: /^remote: .*\barchived\b/im,
    code: 'git-repository-archived',
    what: 'the repository is archived',
    next: ({ name }) => `unarchive it, or remove config repo "${name}" from configRepos`,
  },
  {
    pattern: /Host key verification failed|host key is known|REMOTE HOST IDENTIFICATION HAS CHANGED/i,
    code: 'git-host-unknown',
    what: "the host's key is not the known one",
    next: ({ name }) => `check the key, then add it to credentials.knownHostsFile of config repo "${name}"`,
  },
  {
    pattern: /UNPROTECTED PRIVATE KEY|bad permissions|Load key .*(invalid|error|denied|No such)/i,
    code: 'git-unauthorized',
    what: 'the SSH key cannot be used',
    next: ({ name }) =>
      `check credentials.sshKeyFile of config repo "${name}": only its owner may read it (chmod 600), and it has no passphrase`,
  },
  {
    pattern: /Permission denied \([^)]*publickey/i,
    code: 'git-unauthorized',
    what: 'the host did not accept the SSH key',
    next: ({ name }) =>
      `check credentials.sshKeyFile of config repo "${name}": that the file is there and has no passphrase, and that the host knows its public key and lets it write`,
  },
  {
    pattern: /SSL certificate|certificate verif|local issuer|error setting certificate|CAfile/i,
    code: 'git-tls',
    what: "the remote's certificate is not trusted",
    next: ({ name }) => `set caFile of config repo "${name}" to the authority's certificate in PEM`,
  },
  {
    pattern:
      /Authentication failed|could not read (Username|Password)|Permission denied|error: 40[13]|access denied/i,
    code: 'git-unauthorized',
    what: 'the remote did not accept the credentials',
    next: ({ name }) =>
      `check credentials: of config repo "${name}": that they are not expired or revoked, and what they may do`,
  },
  {
    pattern: /couldn't find remote ref/i,
    code: 'git-branch-missing',
    what: 'the branch is not there',
    next: ({ name, branch }) => `push a branch "${branch}" or set branch: of config repo "${name}"`,
  },
  {
    pattern:
      /repository .* not found|does not appear to be a git repository|error: (404|30[1278])|does not exist|Repository not found/i,
    code: 'git-not-found',
    what: 'there is no such repository, or no access to it',
    next: ({ name }) =>
      `check url: and credentials: of config repo "${name}": the repository may have been renamed or removed`,
  },
  {
    pattern:
      /Could not resolve|Failed to connect|Connection (refused|reset|closed|to \S+ closed)|Disconnected from|No route to host|Network is unreachable|timed out|block timeout|unable to access|early EOF|hung up|empty reply/i,
    code: 'git-unreachable',
    what: 'the remote did not answer',
    next: () => 'check the URL and the network; it is tried again at the next poll',
  },
];

const asksForName = /could not read (Username|Password)/i;

/** Turns what git said into an error with a code and a next step. Our URLs hold no credentials, nor does git's text. */
export function explainGitFailure(error: unknown, remote: GitRemote): AutomatorError {
  const said = error instanceof Error ? error.message : String(error);
  const { code, what, next } = explain(said, remote);
  // That git then asked for a name, and nobody was there to give one, only leads astray.
  const words = asksForName.test(said) ? '' : `: ${quote(said)}`;
  return new AutomatorError(code, `${remote.url} (branch ${remote.branch}): ${what}${words}`, {
    where: remote.name,
    next,
    cause: error,
  });
}

function explain(said: string, remote: GitRemote): Explanation {
  const report = readPushReport(said, `refs/heads/${remote.branch}`);
  if (report !== undefined) return explainRefusal(report, said, remote);
  if (asksForName.test(said) && (remote.credentials === undefined || 'sshKeyFile' in remote.credentials)) {
    return {
      code: 'git-unauthorized',
      what: 'the remote wants credentials, and none are configured',
      next: `write credentials: for config repo "${remote.name}"; if it is public, check its url:`,
    };
  }
  const found = patterns.find(({ pattern }) => pattern.test(said));
  return {
    code: found?.code ?? 'git-failed',
    what: found?.what ?? 'git failed',
    next: found?.next(remote) ?? 'read what git said and mend it; it is tried again at the next poll',
  };
}

/** The line that says most: a remote's own words come first, they name the rule. */
function quote(said: string): string {
  const lines = said.split('\n').map((line) => line.trim());
  const words = (line: string): boolean =>
    /^remote: .*\p{L}{3}/u.test(line) && !/^remote: error: GH/.test(line);
  const at = lines.findIndex((line) => /^(fatal|error|!|remote:)/.test(line));
  // That says nothing, but what ssh said stands before it.
  const bySsh = lines[at]?.startsWith('fatal: Could not read from remote repository') === true && at > 0;
  return (lines.find(words) ?? lines[bySsh ? at - 1 : at] ?? lines[0] ?? '').slice(0, 500);
}
