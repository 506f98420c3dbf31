import type { Redis } from 'ioredis';
import { seldom } from '../queue/index.ts';
import { type Happening, type Named, ONCE_MILLISECONDS } from './activity-log.ts';
import { entryField, printEntry } from './stream-entries.ts';

export interface StreamWriterOptions {
  readonly redis: Redis;
  readonly stream: string;
  readonly entriesAtMost: number;
  readonly onDropped: (entries: number, cause: unknown) => void;
  readonly now: () => number;
}

/** Adds to the stream, without anybody waiting for it. */
export interface StreamWriter {
  add(happening: Happening, named?: Named): void;
  /** Gives what is on its way a moment. */
  close(): Promise<void>;
}

/** So many entries wait in the process while Redis is away; those that come then are dropped. */
const WAITING_AT_MOST = 500;
/** So many are on their way at a time. */
const BATCH = 100;
/** Milliseconds between two reports of dropped entries. */
const REPORT_PAUSE = 30_000;
/** Milliseconds that the last entries are given at the end. */
const CLOSE_PATIENCE = 1_000;

/** Whichever process comes first takes the name. */
const ADD = `
if ARGV[6] ~= '' then redis.call('SET', KEYS[3], '1', 'PX', ARGV[2]) end
if ARGV[1] ~= '' and not redis.call('SET', KEYS[2], '1', 'PX', ARGV[2], 'NX') then return false end
return redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[3], '*', ARGV[4], ARGV[5])`;

interface Waiting {
  readonly text: string;
  readonly once: string;
  readonly silences: string;
}

export function createStreamWriter(options: StreamWriterOptions): StreamWriter {
  const { redis, stream, entriesAtMost, now } = options;
  const waiting: Waiting[] = [];
  let sending: Promise<void> | undefined;
  let dropped = 0;
  const report = seldom<unknown>(
    (cause) => {
      options.onDropped(dropped, cause);
      dropped = 0;
    },
    { kindOf: () => 'dropped', pause: REPORT_PAUSE, now },
  );
  const drop = (entries: number, cause: unknown): void => {
    dropped += entries;
    report(cause);
  };

  const send = async ({ text, once, silences }: Waiting): Promise<void> => {
    const keys = [stream, `${stream}:once:${once}`, `${stream}:once:${silences}`];
    const texts = [entryField, text, silences];
    await redis.eval(ADD, keys.length, ...keys, once, ONCE_MILLISECONDS, entriesAtMost, ...texts);
  };
  const flush = async (): Promise<void> => {
    while (waiting.length > 0 && redis.status === 'ready') {
      const sent = await Promise.allSettled(waiting.splice(0, BATCH).map(send));
      const failed = sent.filter((result) => result.status === 'rejected');
      if (failed.length > 0) drop(failed.length, failed[0]?.reason);
    }
  };
  const start = (): void => {
    sending ??= flush().finally(() => {
      sending = undefined;
    });
  };
  redis.on('ready', start);

  return {
    add: (happening, { once = '', silences = '' } = {}) => {
      if (waiting.length >= WAITING_AT_MOST) {
        drop(1, new Error('too many entries wait for Redis'));
        return;
      }
      waiting.push({ text: printEntry(happening, now()), once, silences });
      start();
    },
    close: async () => {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_PATIENCE);
      });
      await Promise.race([sending, patience]);
      clearTimeout(timer);
    },
  };
}
