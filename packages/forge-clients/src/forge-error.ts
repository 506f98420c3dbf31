/** Everything that a forge can fail with. */
export const forgeErrorCodes = [
  'unauthorized',
  'forbidden',
  'not-found',
  'archived',
  'moved',
  'rate-limited',
  'conflict',
  'invalid',
  'unavailable',
  'unreachable',
  'timeout',
  'bad-answer',
] as const;

export type ForgeErrorCode = (typeof forgeErrorCodes)[number];

/** What is known of a failure beside its code. */
export interface ForgeErrorFacts {
  readonly host: string;
  readonly repository: string;
  /** What was asked, such as `open a pull request`. */
  readonly action: string;
  readonly status?: number | undefined;
  /** The forge asks not to be called before this time; ms since the epoch. */
  readonly retryAt?: number | undefined;
  readonly cause?: unknown;
}

/** The base of this package's errors. Never holds a token, nor an answer's text that may hold one. */
export class ForgeError extends Error {
  override readonly name: string = 'ForgeError';
  readonly code: ForgeErrorCode;
  readonly host: string;
  readonly repository: string;
  readonly status: number | undefined;
  readonly retryAt: number | undefined;

  constructor(code: ForgeErrorCode, problem: string, facts: ForgeErrorFacts) {
    super(`${facts.host}: could not ${facts.action} in ${facts.repository}: ${problem}`, {
      cause: facts.cause,
    });
    this.code = code;
    this.host = facts.host;
    this.repository = facts.repository;
    this.status = facts.status;
    this.retryAt = facts.retryAt;
  }

  /** Whether the same request may succeed later without anybody doing anything. */
  get retriable(): boolean {
    return ['rate-limited', 'unavailable', 'unreachable', 'timeout'].includes(this.code);
  }

  /** What the reader should do now, one sentence. */
  get next(): string {
    return nextSteps[this.code];
  }
}

const nextSteps: Readonly<Record<ForgeErrorCode, string>> = {
  unauthorized: 'make a new token and write it under forge.token of this config repo',
  forbidden: 'give the account the right to push and to open pull requests in this repository',
  'not-found': 'check url and forge of this config repo, and that the account may see the repository',
  archived: 'unarchive the repository, or remove it from configRepos',
  moved: 'write the repository’s new address in url',
  'rate-limited': 'nothing; it goes on when the forge allows it',
  conflict: 'nothing; it is planned again on the newest state',
  invalid: 'report this with what the forge answered',
  unavailable: 'nothing; it is tried again',
  unreachable: 'check the network and forge.apiUrl; it is tried again',
  timeout: 'nothing; what was done is found again before anything is repeated',
  'bad-answer': 'check forge.kind and forge.apiUrl: what answers does not speak this forge’s API',
};
