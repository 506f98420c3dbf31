import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { type FileFacts, readFile } from '@deployment-automator/manifest-patcher';
import type { Pace } from './pace-work.ts';

/** Reads what files say. */
export interface FactReader {
  read(path: string, bytes: Uint8Array): Promise<FileFacts>;
  close(): Promise<void>;
}

/** What the thread is started with. */
export interface FactWorkerData {
  readonly wantedKinds: readonly string[];
}

export interface FactQuestion {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type FactAnswer = FileFacts;

/** From so many files on, starting a thread costs less than the pauses that it saves. */
const manyFiles = 500;

/** Beside the built module; there is none when the sources themselves are run. */
const script = new URL('./fact-worker.js', import.meta.url);

/**
 * A reader for so many files: a big scan gets a thread of its own, so that webhooks are answered even while one large
 * manifest is parsed; a small one stays here.
 *
 * @param wantedKinds kinds of resource that are given with their bodies
 */
export function openFactReader(files: number, pace: Pace, wantedKinds: readonly string[]): FactReader {
  if (files >= manyFiles && existsSync(script)) return openFactWorker({ wantedKinds });
  return {
    read: (path, bytes) => pace(() => readFile(path, bytes, wantedKinds)),
    close: async () => undefined,
  };
}

interface Waiting {
  readonly resolve: (facts: FileFacts) => void;
  readonly reject: (error: Error) => void;
}

function openFactWorker(workerData: FactWorkerData): FactReader {
  const worker = new Worker(script, { workerData });
  const waiting: Waiting[] = [];
  let broken: Error | undefined;
  const breakOff = (error: Error): void => {
    broken = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on('message', (answer: FactAnswer) => waiting.shift()?.resolve(answer));
  worker.on('error', breakOff);
  worker.on('exit', () => breakOff(new Error('the thread that reads files ended')));
  return {
    read: (path, bytes) =>
      new Promise((resolve, reject) => {
        if (broken !== undefined) return reject(broken);
        waiting.push({ resolve, reject });
        // A copy of its own can be handed over; the bytes of one blob are often a view of a larger buffer.
        const copy = new Uint8Array(bytes);
        const question: FactQuestion = { path, bytes: copy };
        worker.postMessage(question, [copy.buffer]);
      }),
    close: async () => {
      worker.removeAllListeners('exit');
      await worker.terminate();
    },
  };
}
