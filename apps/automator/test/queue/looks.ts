import { setTimeout as delay } from 'node:timers/promises';

interface Look {
  readonly subject: string;
  readonly start: number;
  end?: number;
}

/** A handler that writes down its looks. */
export class Looks {
  readonly all: Look[] = [];
  readonly #length: number;
  readonly #action: () => Promise<void>;

  /** Each look takes `length` milliseconds, then does `action`. */
  constructor(length = 0, action: () => Promise<void> = async () => undefined) {
    this.#length = length;
    this.#action = action;
  }

  readonly handler = async (subject: string): Promise<void> => {
    const look: Look = { subject, start: Date.now() };
    this.all.push(look);
    try {
      if (this.#length > 0) await delay(this.#length);
      await this.#action();
    } finally {
      look.end = Date.now();
    }
  };

  /** In the order in which they started. */
  subjects(): string[] {
    return this.all.map(({ subject }) => subject);
  }

  /** The most looks that ran at the same time, of all or of one subject. */
  mostAtOnce(subject?: string): number {
    const looks = this.all.filter((look) => subject === undefined || look.subject === subject);
    const open = looks.map(({ start }) =>
      looks.filter((other) => other.start <= start && (other.end === undefined || other.end > start)),
    );
    return Math.max(0, ...open.map((running) => running.length));
  }

  started(count: number): Promise<void> {
    return this.until(() => this.all.length >= count);
  }

  ended(count: number): Promise<void> {
    return this.until(() => this.all.filter(({ end }) => end !== undefined).length >= count);
  }

  async until(condition: () => boolean, patience = 15_000): Promise<void> {
    const deadline = Date.now() + patience;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(`Waited in vain; there were ${this.all.length} looks.`);
      await delay(5);
    }
  }
}
