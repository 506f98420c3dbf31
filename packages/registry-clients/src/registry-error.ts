/** What a registry error is about: the registry as image references name it, and the repository there. */
export interface Subject {
  readonly host: string;
  readonly repository?: string;
}

/** Every way in which asking a registry can fail. */
export type RegistryErrorCode =
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'unauthorized'
  | 'denied'
  | 'credentials-unreadable'
  | 'not-found'
  | 'rate-limited'
  | 'server-error'
  | 'not-a-registry'
  | 'bad-answer'
  | 'too-large'
  | 'endless-list'
  | 'unsupported-manifest'
  | 'refused-address'
  | 'refused-realm'
  | 'refused-redirect'
  | 'refused-link'
  | 'invalid-name';

/** What one error knows beside its code. */
export interface RegistryErrorFacts {
  /** The HTTP status that the registry answered. */
  readonly status?: number;
  /** The registry asks not to be called before this time; milliseconds since 1970. */
  readonly retryAt?: number | undefined;
  /** What the reader should do now, where more is known than the code tells. */
  readonly next?: string | undefined;
  readonly cause?: unknown;
}

/**
 * A registry did not give what was asked of it. The message names the registry, the repository and what happened;
 * `next` says what to do now. Neither ever holds a credential, a token or the query of a URL.
 */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: RegistryErrorCode;
  readonly host: string;
  readonly repository: string | undefined;
  readonly status: number | undefined;
  /** Whether asking again later, with nothing changed, can help. */
  readonly retriable: boolean;
  /** The registry asks not to be called before this time; milliseconds since 1970. */
  readonly retryAt: number | undefined;
  /** What the reader should do now, one sentence. */
  readonly next: string;

  constructor(code: RegistryErrorCode, subject: Subject, what: string, facts: RegistryErrorFacts = {}) {
    const { host, repository } = subject;
    const where = repository === undefined ? host : `${host}/${repository}`;
    super(`${where}: ${what}`, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.host = host;
    this.repository = repository;
    this.status = facts.status;
    this.retriable = kinds[code].retriable || facts.retryAt !== undefined;
    this.retryAt = facts.retryAt;
    this.next = facts.next ?? kinds[code].next(host);
  }
}

interface Kind {
  readonly retriable: boolean;
  readonly next: (host: string) => string;
}

const waiting = (): string => 'wait until it is asked again by itself';
const misbehaving = (host: string): string => `report this to whoever runs ${host}`;
const checkCredentials = (host: string): string => `check credentials: of registry ${host}`;

const kinds: Readonly<Record<RegistryErrorCode, Kind>> = {
  unreachable: {
    retriable: true,
    next: (host) => `check that ${host} is the right host, is up, and can be reached from here`,
  },
  tls: {
    retriable: false,
    next: (host) =>
      `check the certificate of ${host}; a registry without TLS needs plainHttp: true in its entry`,
  },
  timeout: { retriable: true, next: (host) => `check that ${host} is up and not overloaded` },
  unauthorized: { retriable: false, next: checkCredentials },
  denied: {
    retriable: false,
    next: (host) => `let the configured user of ${host} pull this repository, or configure another user`,
  },
  'credentials-unreadable': { retriable: true, next: checkCredentials },
  'not-found': {
    retriable: false,
    next: (host) => `check the name, and that the configured user of ${host} may pull it`,
  },
  'rate-limited': { retriable: true, next: waiting },
  'server-error': { retriable: true, next: waiting },
  'not-a-registry': {
    retriable: false,
    next: (host) =>
      `check that ${host} is the registry itself and no web page or login proxy stands before it`,
  },
  'bad-answer': {
    retriable: false,
    next: (host) => `check that ${host} speaks the OCI distribution protocol`,
  },
  'too-large': { retriable: false, next: misbehaving },
  'endless-list': { retriable: false, next: misbehaving },
  'unsupported-manifest': { retriable: false, next: () => 'push the image again with a current build tool' },
  'refused-address': {
    retriable: false,
    next: (host) => `if ${host} is right, list it under registries: in the configuration`,
  },
  'refused-realm': { retriable: false, next: misbehaving },
  'refused-redirect': { retriable: false, next: misbehaving },
  'refused-link': { retriable: false, next: misbehaving },
  'invalid-name': { retriable: false, next: () => 'correct the image reference' },
};
