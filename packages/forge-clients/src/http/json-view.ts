/**
 * A value of a forge's answer, read with its expectations said: what is missing or of another kind is an error that
 * names the place, never an `undefined` that travels on.
 */
export class JsonView {
  readonly #value: unknown;
  readonly #place: string;
  readonly #fail: (problem: string) => Error;

  constructor(value: unknown, fail: (problem: string) => Error, place = 'the answer') {
    this.#value = value;
    this.#place = place;
    this.#fail = fail;
  }

  /** Neither missing nor null. */
  get present(): boolean {
    return this.#value !== undefined && this.#value !== null;
  }

  /** A member, or through members; what is missing gives a view that is not present. */
  at(...keys: readonly string[]): JsonView {
    let value = this.#value;
    for (const key of keys) value = isRecord(value) ? value[key] : undefined;
    return new JsonView(value, this.#fail, keys.join('.'));
  }

  /** @throws the error of `fail` where it is not a text and there is no fallback. */
  text(fallback?: string): string {
    if (typeof this.#value === 'string') return this.#value;
    if (fallback !== undefined) return fallback;
    throw this.#wrong('a text');
  }

  number(fallback?: number): number {
    if (typeof this.#value === 'number') return this.#value;
    if (fallback !== undefined) return fallback;
    throw this.#wrong('a number');
  }

  /** Missing is false. */
  flag(): boolean {
    return this.#value === true;
  }

  /** Missing is empty. */
  items(): readonly JsonView[] {
    if (!this.present) return [];
    if (!Array.isArray(this.#value)) throw this.#wrong('a list');
    return this.#value.map((value: unknown, index) => {
      return new JsonView(value, this.#fail, `${this.#place}[${index}]`);
    });
  }

  /** What must be a list, also where nothing is in it. */
  list(): readonly JsonView[] {
    if (!this.present) throw this.#wrong('a list');
    return this.items();
  }

  /** An RFC 3339 time as milliseconds since the epoch. */
  time(): number {
    const at = Date.parse(this.text());
    if (Number.isNaN(at)) throw this.#wrong('a time');
    return at;
  }

  /** The value as it came, for sending it back. */
  raw(): unknown {
    return this.#value;
  }

  #wrong(what: string): Error {
    return this.#fail(`${this.#place} is not ${what}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
