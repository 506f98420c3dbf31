/** Everything that this application can fail with; each has a row in `docs/errors.md`. */
export const automatorErrorCodes = [
  'bad-config',
  'bad-usage',
  'data-dir-in-use',
  'git-missing',
  'git-unauthorized',
  'git-not-found',
  'git-unreachable',
  'git-host-unknown',
  'git-tls',
  'git-branch-missing',
  'git-branch-protected',
  'git-repository-empty',
  'git-repository-archived',
  'git-push-refused',
  'git-push-raced',
  'git-push-unconfirmed',
  'git-failed',
  'signing-failed',
  'edit-refused',
  'field-missing',
  'folder-unreadable',
  'listen-failed',
  'too-many-updates',
  'tag-gone',
  'registry-failed',
  'pull-requests-unavailable',
  'forge-failed',
  'redis-unreachable',
  'redis-failed',
  'look-abandoned',
] as const;

export type AutomatorErrorCode = (typeof automatorErrorCodes)[number];

/** What a failure says beside its message. */
export interface AutomatorErrorFacts {
  /** The file, host, config repo or field that it is about. */
  readonly where: string;
  /** What the reader should do now, one sentence. */
  readonly next: string;
  readonly cause?: unknown;
}

/** The base of this application's errors: a closed code, the place, the next step. Never holds a secret. */
export class AutomatorError extends Error {
  override readonly name: string = 'AutomatorError';
  readonly code: AutomatorErrorCode;
  readonly where: string;
  readonly next: string;

  constructor(code: AutomatorErrorCode, message: string, facts: AutomatorErrorFacts) {
    super(message, { cause: facts.cause });
    this.code = code;
    this.where = facts.where;
    this.next = facts.next;
  }
}
