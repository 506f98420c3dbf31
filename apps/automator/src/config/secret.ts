import { inspect } from 'node:util';

/**
 * A value that must never be shown. It prints as `[secret]` wherever it is logged, serialised or interpolated;
 * only `reveal()` gives it away, at the moment of use, so that a file behind it is read again when it changes.
 */
export class Secret {
  readonly #read: () => string;

  constructor(read: () => string) {
    this.#read = read;
  }

  /** @throws when the file behind it cannot be read any more */
  reveal(): string {
    return this.#read();
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
