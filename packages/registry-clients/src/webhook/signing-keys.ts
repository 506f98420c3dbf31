import { request } from 'undici';
import { z } from 'zod';
import { RegistryError } from '../registry-error.ts';
import { readBody } from '../transport/read-body.ts';
import type { FindKey, SigningKey } from './is-google-token.ts';

/** Where Google publishes the keys of its ID tokens. */
const GOOGLE_KEYS = 'https://www.googleapis.com/oauth2/v3/certs';

export interface SigningKeysOptions {
  /** Only ever the operator's word, never a token's. Default: Google's own. */
  readonly url?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const keySet = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) });

/** Milliseconds for which keys are used before they are asked for again, and after which no failure excuses them. */
const FRESH = 60 * 60_000;
const STALE = 24 * FRESH;
/** Milliseconds between two questions, so that tokens with made-up key ids do not make us ask for each. */
const PAUSE = 60_000;
/** Milliseconds for one question: the sender waits for its answer meanwhile. */
const TIMEOUT = 5_000;
/** Bytes of the longest key set. */
const LIMIT = 256 * 1024;

/**
 * Finds signing keys in a published key set. They are kept for an hour; an id that is not among them makes it ask
 * once more, at most once a minute. Where asking fails, keys of up to a day ago go on to count.
 *
 * The result throws a RegistryError `unreachable` where there are no keys to count on.
 */
export function createSigningKeys({ url = GOOGLE_KEYS, now }: SigningKeysOptions): FindKey {
  const { host } = new URL(url);
  let keys: ReadonlyMap<string, SigningKey> = new Map();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  let asking: Promise<void> | undefined;

  const ask = async (): Promise<void> => {
    askedAt = now();
    try {
      keys = await fetchKeys(url);
      fetchedAt = now();
      failure = undefined;
    } catch (error) {
      failure = error;
    }
  };

  return async (kid) => {
    const wanted = now() - fetchedAt > FRESH || !keys.has(kid);
    if (wanted && now() - askedAt > PAUSE) {
      asking ??= ask().finally(() => {
        asking = undefined;
      });
    }
    await asking;
    if (failure !== undefined && now() - fetchedAt > STALE) {
      throw new RegistryError('unreachable', { host }, `the signing keys at ${url} cannot be read`, {
        cause: failure,
      });
    }
    return keys.get(kid);
  };
}

async function fetchKeys(url: string): Promise<ReadonlyMap<string, SigningKey>> {
  const { host } = new URL(url);
  const signal = AbortSignal.timeout(TIMEOUT);
  const { statusCode, headers, body } = await request(url, {
    signal,
    headers: { accept: 'application/json' },
  });
  const encoding = headers['content-encoding'];
  const bytes = await readBody({ host }, body, Array.isArray(encoding) ? '' : encoding, LIMIT);
  if (statusCode !== 200) throw new RegistryError('bad-answer', { host }, `it answered ${statusCode}`);
  const { keys } = keySet.parse(JSON.parse(bytes.toString('utf8')));
  return new Map(keys.map((key) => [key.kid, key]));
}
