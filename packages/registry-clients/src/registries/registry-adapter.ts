import type { Credential } from '../credentials/credential.ts';
import type { Expiring } from '../credentials/remember.ts';
import type { ListedTag, TagTime } from '../registry-client.ts';
import type { RegistryError, Subject } from '../registry-error.ts';
import type { Answer } from '../transport/exchange.ts';

/** The registries that have an API of their own beside the OCI one, and `distribution` for all others. */
export type RegistryKind =
  | 'dockerhub'
  | 'quay'
  | 'ghcr'
  | 'harbor'
  | 'gitlab'
  | 'ecr'
  | 'gar'
  | 'acr'
  | 'artifactory'
  | 'nexus'
  | 'gitea'
  | 'zot'
  | 'aliyun'
  | 'distribution';

/** One request to a registry's own API. */
export interface ApiQuestion {
  readonly url: URL;
  /** What it is for. Default: `tags`. */
  readonly kind?: 'tags' | 'token';
  /** Default: `GET`. Only a GET follows redirects. */
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  /** Further headers; they stay behind, as the credential does, on a redirect to another origin. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: `application/json`. */
  readonly accept?: string;
  /**
   * `registry`: as the registry's own challenge demands. Else the value of the `Authorization` header for this one
   * request. Default: nobody in particular.
   */
  readonly as?: 'registry' | { readonly authorization: string };
}

/**
 * Makes one request for an adapter, counted, timed, capped and with redirects checked, and gives any status back.
 *
 * @throws RegistryError for what goes wrong below the status; with `registry` also `unauthorized`.
 */
export type AskApi = (question: ApiQuestion) => Promise<Answer>;

/** What an adapter knows of the one repository it is asked about. */
export interface AdapterContext {
  /** The registry and the repository, for errors. */
  readonly subject: Subject & { readonly repository: string };
  /** Scheme, host and port of the registry's OCI API. */
  readonly origin: string;
  /** Where the operator says that the registry's own API is; each adapter knows the usual place. */
  readonly apiUrl: string | undefined;
  readonly credential: Credential | undefined;
  readonly ask: AskApi;
  /** Gives what was fetched under this name for this registry and credential, or fetches it. */
  readonly remember: (name: string, fetch: () => Promise<Expiring<string>>) => Promise<string>;
  readonly now: () => number;
}

/** What one kind of registry does better than the OCI API: a row of the table in `registries.ts`. */
export interface RegistryAdapter {
  readonly kind: RegistryKind;
  /** Whether a host that nobody described further is of this kind. The host is canonical, with its port. */
  readonly matches: (host: string) => boolean;
  /**
   * The time that `list` gives for its tags. Without `list` it is `built`, and images have to be read for it.
   * `uploaded` is that of the digest: a tag that is moved to an older image looks old.
   */
  readonly time: TagTime;
  /** `list` begins with the newest, so a reader may stop early; else everything must be read to know the newest. */
  readonly newestFirst: boolean;
  /**
   * Lists the tags with their times, page by page, each page one request. Left out where the registry has no API
   * for that which an ordinary credential may use. A tag of an earlier page may come again; the first one counts.
   *
   * @throws RegistryError; one of {@link fallsBack} before the first page means that the plain list may still work.
   */
  readonly list?: (context: AdapterContext) => AsyncGenerator<readonly ListedTag[]>;
}

/** Says whether the OCI API should be asked after a registry's own API failed so: it may be closed to us, or not there. */
export function fallsBack({ code }: RegistryError): boolean {
  return closedToUs.has(code);
}

const closedToUs: ReadonlySet<RegistryError['code']> = new Set([
  'unauthorized',
  'denied',
  'not-found',
  'bad-answer',
  'not-a-registry',
]);
