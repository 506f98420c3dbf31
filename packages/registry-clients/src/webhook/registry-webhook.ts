/** The senders whose webhooks are understood, as the paths `/webhooks/registry/<kind>` name them. */
export const registryWebhookKinds = [
  'dockerhub',
  'quay',
  'ghcr',
  'harbor',
  'gitlab',
  'ecr',
  'gar',
  'acr',
  'artifactory',
  'nexus',
  'gitea',
  'zot',
  'aliyun',
  'distribution',
  'cloudevents',
  'generic',
] as const;

export type RegistryWebhookKind = (typeof registryWebhookKinds)[number];

/** What a registry's webhook says: this repository (and tag, digest) was pushed or deleted. Only ever a hint. */
export interface RegistryEvent {
  /**
   * Canonical: `docker.io`, `quay.io`, `registry.example.com:5000`. Left out where the sender does not say which
   * registry it is and the operator did not either: then it is about that repository on any registry.
   */
  readonly registry?: string;
  /** Canonical: `library/nginx`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly action: 'push' | 'delete';
}

/** A webhook as it arrived. */
export interface WebhookRequest {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw bytes: signatures are over these. */
  readonly body: Buffer;
  /** The last part of the URL, where there is one. */
  readonly token?: string | undefined;
}

/**
 * What a sender has to show. Each list may hold several, so that a secret can be replaced without a gap. Empty
 * texts never match.
 */
export interface WebhookSecrets {
  /** The token in the URL is one of these. */
  readonly tokens?: readonly string[];
  /** The body is signed (HMAC) with one of these. */
  readonly secrets?: readonly string[];
  /** Every one of these headers has exactly one of its values. */
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  /** HTTP basic authentication is one of these. */
  readonly basic?: readonly { readonly username: string; readonly password: string }[];
  /** The bearer token is one that Google signed for one of these audiences and one of these service accounts. */
  readonly google?: { readonly audiences: readonly string[]; readonly emails: readonly string[] };
}

/** What the operator says of one kind of webhook. */
export interface WebhookSettings extends WebhookSecrets {
  /**
   * The registry that the events are about, in place of what the sender calls itself: a host, or a host and the
   * path before the repository, such as `acme.jfrog.io/docker`.
   */
  readonly registry?: string | undefined;
}

/** What became of one delivery. Everything but `refuse` is authentic and answered alike. */
export type WebhookResult =
  | { readonly result: 'event'; readonly events: readonly RegistryEvent[] }
  /** Authentic, and about nothing that can be deployed. */
  | { readonly result: 'ignore'; readonly reason: string }
  /** The sender tries whether we are there. */
  | { readonly result: 'ping' }
  | {
      readonly result: 'refuse';
      /** `not-authentic`: the secret is missing or wrong; `unreadable`: not what this kind of sender sends. */
      readonly code: 'not-authentic' | 'unreadable';
      /** Says what to do; never quotes the body or a secret. */
      readonly message: string;
    };
