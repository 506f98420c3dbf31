import type { ImageName } from '@deployment-automator/image-reference';
import type { RegistryError } from './registry-error.ts';

/** A user and what proves it; a robot account's or an access token goes in as the password. */
export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
}

/** One registry as the operator describes it. */
export interface RegistryOptions {
  /** As image references name it: `docker.io`, `ghcr.io`, `127.0.0.1:5000`. */
  readonly host: string;
  /** Speak HTTP without TLS. Default: `false`. */
  readonly plainHttp?: boolean | undefined;
  /** A function is asked before every question, so that a file or a token may change. Default: anonymous. */
  readonly credentials?: RegistryCredentials | CredentialSource | undefined;
}

/** Gives the credentials of the moment; undefined is anonymous. */
export type CredentialSource = () =>
  | RegistryCredentials
  | undefined
  | Promise<RegistryCredentials | undefined>;

/** The tags of one repository, and how far they can be believed. */
export interface TagListing {
  /** In the registry's order, which says nothing about age; each tag once. */
  readonly tags: readonly string[];
  /** `partial`: some pages were read and then it broke. Only a complete listing says that a tag is gone. */
  readonly state: 'complete' | 'partial' | 'failed';
  /** Why it is not complete. */
  readonly problem?: RegistryError;
}

/** Asks registries about images. Never retries by itself but for what authentication needs. */
export interface RegistryClient {
  /**
   * Lists every tag of an image. What a registry does is never thrown but reported in the listing.
   *
   * @throws the signal's reason when the caller aborts.
   */
  listTags(image: ImageName, signal?: AbortSignal): Promise<TagListing>;
  /**
   * The digest that a tag points at now, or undefined where the registry has no such tag (or shows it to nobody
   * who asks like us). For an image of several platforms it is the digest of the index.
   *
   * @throws RegistryError for every other answer, and the signal's reason when the caller aborts.
   */
  resolveTag(
    image: ImageName,
    tag: string,
    signal?: AbortSignal,
  ): Promise<{ readonly digest: string } | undefined>;
  /** Closes the connections once what is under way has ended. */
  close(): Promise<void>;
}

/** What a request was for. */
export type RequestKind = 'tags' | 'manifest' | 'token';

/** One request that was made, for metrics. */
export interface RequestReport {
  /** The registry it was made for, as image references name it. */
  readonly host: string;
  readonly method: 'GET' | 'HEAD';
  readonly kind: RequestKind;
  /** Left out when no answer came. */
  readonly status?: number;
  readonly milliseconds: number;
}

/** How long a registry may take, in milliseconds. */
export interface RegistryTimeouts {
  /** Default: `10_000`. */
  readonly connect?: number;
  /** One request with its whole answer. Default: `30_000`. */
  readonly request?: number;
}

export interface RegistryClientOptions {
  /** A registry that is not among them is asked anonymously over HTTPS. */
  readonly registries: readonly RegistryOptions[];
  /** Default: `deployment-automator`. */
  readonly userAgent?: string;
  readonly onRequest?: (report: RequestReport) => void;
  /** Milliseconds since 1970. Default: the system clock. */
  readonly now?: () => number;
  readonly timeouts?: RegistryTimeouts;
}
