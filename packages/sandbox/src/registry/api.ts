import type { Extension } from './extension.ts';
import type { Guard } from './guard.ts';
import type { ImageStore } from './image-store.ts';
import type { Notifier } from './notifier.ts';
import type { ReferrersStyle } from './referrers.ts';
import type { TagListStyle } from './tag-list-style.ts';

/** One request, read whole. */
export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly addr: string;
}

/** What the routes work on. */
export interface Api {
  readonly url: string;
  readonly store: ImageStore;
  readonly uploads: Map<string, Upload>;
  readonly guard: Guard;
  readonly notifier: Notifier;
  readonly tagList: TagListStyle;
  readonly referrers: ReferrersStyle | undefined;
  readonly extension: Extension | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A blob upload that has begun. */
export interface Upload {
  readonly repository: string;
  bytes: Buffer;
}

/** What caused an event: a request, or as much of one as the event reports. */
export type Cause = Pick<ApiRequest, 'addr' | 'headers' | 'method'>;
