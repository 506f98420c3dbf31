import { setTimeout as pause } from 'node:timers/promises';
import type { Activity } from '@deployment-automator/api-schema';
import type { Redis } from 'ioredis';
import type { Follower } from './activity-log.ts';
import { fromStreamId, toStreamId } from './entry-id.ts';
import { readEntries } from './stream-entries.ts';
import { whenReady } from './when-ready.ts';

type Found = [id: string, fields: string[]][];

export interface StreamReaderOptions {
  /** A connection of its own, which the reader closes. */
  readonly redis: Redis;
  readonly stream: string;
  readonly blockMilliseconds: number;
  /** The stream's id after which is read first. */
  readonly start: string;
  /** Asked for on another connection: the entries from this one on. */
  readonly since: (streamId: string) => Promise<Found>;
  /** Asked for on another connection: the newest entry. */
  readonly newest: () => Promise<Found>;
}

/** Reads the stream once for all followers. */
export interface StreamReader {
  follow(follower: Follower, afterId?: string): () => void;
  close(): Promise<void>;
}

/** A follower, and how far it was told. */
interface Place {
  readonly follower: Follower;
  last: string;
  /** What came while it is still told of older entries. */
  held: Activity[] | undefined;
}

const AT_ONCE = 500;
/** Milliseconds between two attempts to read while Redis is away. */
const RETRY_PAUSE = 500;

export function createStreamReader(options: StreamReaderOptions): StreamReader {
  const { redis, stream, blockMilliseconds, since, newest } = options;
  const places = new Set<Place>();
  const closing = new AbortController();
  let position = options.start;

  const tell = (place: Place, entry: Activity): void => {
    if (place.held !== undefined) place.held.push(entry);
    else if (entry.id > place.last) {
      place.last = entry.id;
      place.follower.entry(entry);
    }
  };

  const reset = (place: Place, newest: Found[number] | undefined): void => {
    const id = newest && fromStreamId(newest[0]);
    place.last = id ?? '';
    place.follower.reset(id);
  };

  const read = async (): Promise<void> => {
    const reply = await redis.xread(
      'COUNT',
      AT_ONCE,
      'BLOCK',
      blockMilliseconds,
      'STREAMS',
      stream,
      position,
    );
    const found = foundIn(reply);
    position = found.at(-1)?.[0] ?? position;
    for (const entry of readEntries(found)) for (const place of places) tell(place, entry);
  };

  /** A Redis that came back may have lost the stream, and begin with older ids on another machine. */
  const lookForLoss = async (): Promise<void> => {
    const [last] = await newest();
    if (last !== undefined && fromStreamId(last[0]) >= fromStreamId(position)) return;
    position = '0-0';
    for (const place of places) reset(place, last);
  };

  const run = async (): Promise<void> => {
    let isInDoubt = false;
    while (!closing.signal.aborted) {
      try {
        if (!(await whenReady(redis, RETRY_PAUSE))) continue;
        if (isInDoubt) await lookForLoss();
        isInDoubt = false;
        await read();
      } catch {
        isInDoubt = true;
        await pause(RETRY_PAUSE, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };
  const running = run();

  const catchUp = async (place: Place, afterId: string): Promise<void> => {
    const streamId = toStreamId(afterId);
    const found = streamId === undefined ? [] : await since(streamId).catch((): Found => []);
    const [first, ...later] = found;
    const isKept = first !== undefined && fromStreamId(first[0]) === afterId;
    const [end] = isKept ? [] : await newest().catch((): Found => []);
    const held = place.held ?? [];
    place.held = undefined;
    if (!places.has(place)) return;
    if (isKept) for (const entry of readEntries(later)) tell(place, entry);
    else reset(place, end);
    for (const entry of held) tell(place, entry);
  };

  return {
    follow: (follower, afterId) => {
      const place: Place = { follower, last: '', held: afterId === undefined ? undefined : [] };
      places.add(place);
      if (afterId !== undefined) void catchUp(place, afterId);
      return () => void places.delete(place);
    },
    close: async () => {
      closing.abort();
      redis.disconnect();
      await running;
    },
  };
}

/** Protocol 2 gives a list of streams, protocol 3 flattens its map to name, entries. */
function foundIn(reply: unknown): Found {
  const [first, second] = Array.isArray(reply) ? reply : [];
  const entries: unknown = Array.isArray(first) ? first[1] : second;
  return Array.isArray(entries) ? entries : [];
}
