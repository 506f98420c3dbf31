/** The senders whose webhooks are understood. */
export type RegistryWebhookKind = 'distribution' | 'dockerhub' | 'quay';

/** What a registry's webhook says: this repository (and tag, digest) was pushed or deleted. Only ever a hint. */
export interface RegistryEvent {
  /** Canonical: `docker.io`, `quay.io`, `registry.example.com:5000`. */
  readonly registry: string;
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

/** A body that is not what this kind of sender sends. The message never quotes the body. */
export class RegistryWebhookError extends Error {
  override readonly name = 'RegistryWebhookError';
  readonly code = 'unreadable';
  readonly kind: RegistryWebhookKind;

  constructor(kind: RegistryWebhookKind, what: string) {
    super(`${kind} webhook: ${what}; check that the URL's kind is that of the sender`);
    this.kind = kind;
  }
}

/** How to understand one kind of sender. */
export interface Receiver {
  /**
   * The HMAC signature check, for senders that sign: whether the request is signed with this secret. Left out for
   * senders that cannot sign.
   */
  readonly signedWith?: (secret: string, request: WebhookRequest) => boolean;
  /**
   * The events of a parsed body; none for what is authentic but irrelevant.
   *
   * @throws ZodError for another shape
   */
  readonly events: (body: unknown) => readonly RegistryEvent[];
}
