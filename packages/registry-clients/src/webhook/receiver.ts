import type { WebhookRequest } from './registry-webhook.ts';

/** One event in the sender's own words, not yet checked for being an image at all. */
export interface Sighting {
  /** What the sender calls the registry; left out where it does not say. */
  readonly host?: string | undefined;
  /** A path that stands between the host and the repository only under that host, such as a key of Artifactory. */
  readonly path?: string;
  readonly repository: string;
  /** A tag or a digest; senders put either in one field. */
  readonly reference?: string | undefined;
  readonly digest?: string | undefined;
  /** A push without a tag counts as well: somebody asks for a look at the image. */
  readonly anyTag?: boolean;
  readonly action: 'push' | 'delete';
}

/** What one delivery says: events, or why it has none for us. */
export type Reading = readonly Sighting[] | { readonly ignore: string } | 'ping';

/** How to understand one kind of sender. */
export interface Receiver {
  /** What to write under `webhooks.registry.<kind>`, and what to do at the sender, in half a sentence. */
  readonly advice: string;
  /** Whether the request is signed (HMAC) with this secret. Left out for senders that cannot sign. */
  readonly signedWith?: (secret: string, request: WebhookRequest) => boolean;
  /**
   * Reads a body that was parsed. Pure: nothing that it names is ever fetched.
   *
   * @throws ZodError for another shape
   */
  readonly read: (body: unknown, headers: WebhookRequest['headers']) => Reading;
}
