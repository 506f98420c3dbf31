import type { Dispatcher } from 'undici';

/** What the keychains of the clouds share. */
export interface CloudOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Where their services are reached another way than usual. Default: directly. */
  readonly dispatcher?: Dispatcher | undefined;
}
