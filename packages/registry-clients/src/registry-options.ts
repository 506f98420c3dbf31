import type { LookupFunction } from 'node:net';
import type { HostLimits } from './budget/host-budget.ts';
import type { Sleep } from './budget/sleep.ts';
import type { Credential, Keychain } from './credentials/credential.ts';
import type { RegistryKind } from './registries/registry-adapter.ts';

/** A user and what proves it; a robot account's or an access token goes in as the password. */
export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
}

/** Who we are to a registry that wants a certificate of its clients; PEM texts. */
export interface ClientCertificate {
  /** The certificate, and those that lead to its authority. */
  readonly certificate: string;
  readonly key: string;
  readonly passphrase?: string | undefined;
}

/** Proxies to ask through, as the environment of a process usually names them. */
export interface ProxyOptions {
  /** `http_proxy`: for registries without TLS. */
  readonly http?: string | undefined;
  /** `https_proxy`: for all others. */
  readonly https?: string | undefined;
  /** `no_proxy`: hosts to ask directly, with the names below them, separated by commas. */
  readonly except?: string | undefined;
}

/** One registry as the operator describes it. */
export interface RegistryOptions {
  /** As image references name it: `docker.io`, `ghcr.io`, `127.0.0.1:5000`. */
  readonly host: string;
  /** Speak HTTP without TLS. Default: `false`. */
  readonly plainHttp?: boolean | undefined;
  /** What it is, where its host does not tell. Default: as the host tells, else `distribution`. */
  readonly kind?: RegistryKind | undefined;
  /** Where its own API is, beside the OCI one. Default: where registries of its kind usually have it. */
  readonly apiUrl?: string | undefined;
  /** Other names, each `host[/path]`, under which the images of this registry are known, as of a mirror. */
  readonly aliases?: readonly string[] | undefined;
  /** Hosts (names without port) that belong to it, as its token service; these may be internal. Default: none. */
  readonly trustedHosts?: readonly string[] | undefined;
  /** A proxy for it alone, or `false` for none. Default: the client's. */
  readonly proxy?: string | false | undefined;
  /** Certificates in PEM of authorities that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
  /** Shown to the registry's own host and to no other. Default: none. */
  readonly clientCertificate?: ClientCertificate | undefined;
  /** Believe the registry's own host without checking its certificate. Default: `false`. */
  readonly insecureSkipTlsVerify?: boolean | undefined;
  /** How much it is asked. Default: 6 requests at a time, 20 a second. */
  readonly limits?: Partial<HostLimits> | undefined;
  /**
   * A function is asked before every question, so that a file or a token may change. Default: what the client's
   * keychain has, else anonymous.
   */
  readonly credentials?: Credential | CredentialSource | undefined;
}

/** Gives the credential of the moment for a repository; undefined leaves it to the keychain. */
export type CredentialSource = (
  repository: string,
) => Credential | undefined | Promise<Credential | undefined>;

/** What a request was for. */
export type RequestKind = 'tags' | 'manifest' | 'config' | 'referrers' | 'token';

/** One request that was made, for metrics. */
export interface RequestReport {
  /** The registry it was made for, as image references name it. */
  readonly host: string;
  /** The repository it was made for. */
  readonly repository?: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly kind: RequestKind;
  /** Left out when no answer came. */
  readonly status?: number;
  readonly milliseconds: number;
  /** What the answer says is left; left out where it does not say. */
  readonly limit?: RateLimit;
}

/** What is left of a rate limit. */
export interface RateLimit {
  readonly remaining: number;
  /** When it is whole again; milliseconds since 1970, left out where that is not said. */
  readonly resetsAt?: number;
}

/** A host is left alone for a while. */
export interface PauseReport {
  /** The registry that it answers for, as image references name it. */
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** How long a registry may take, in milliseconds. */
export interface RegistryTimeouts {
  /** Default: `10_000`. */
  readonly connect?: number;
  /** One request with its whole answer. Default: `30_000`. */
  readonly request?: number;
}

export interface RegistryClientOptions {
  /** A registry that is not among them is asked over HTTPS, and never at an internal address. */
  readonly registries: readonly RegistryOptions[];
  /** Where credentials come from that no entry has. Default: nowhere. */
  readonly keychain?: Keychain | undefined;
  /** Default: none; the environment is not read here. */
  readonly proxy?: ProxyOptions | undefined;
  /** Default: `deployment-automator`. */
  readonly userAgent?: string;
  readonly onRequest?: (report: RequestReport) => void;
  /** Told when a host wants to be left alone, or fails so often that it is. */
  readonly onPause?: (report: PauseReport) => void;
  /** Milliseconds since 1970. Default: the system clock. */
  readonly now?: () => number;
  readonly timeouts?: RegistryTimeouts;
  /** How much a host is asked whose entry does not say. Default: 6 requests at a time, 20 a second. */
  readonly limits?: Partial<HostLimits> | undefined;
  /** How it is waited between requests. Default: a timer. */
  readonly sleep?: Sleep;
  /** How names are looked up. Default: as the system does. */
  readonly lookup?: LookupFunction;
}
