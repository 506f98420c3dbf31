import { parentPort, workerData } from 'node:worker_threads';
import { readFile } from '@deployment-automator/manifest-patcher';
import type { FactAnswer, FactQuestion, FactWorkerData } from './fact-reader.ts';

const { wantedKinds }: FactWorkerData = workerData;

// The other side of `openFactWorker`: one answer to each question, in their order.
parentPort?.on('message', ({ path, bytes }: FactQuestion) => {
  const answer: FactAnswer = readFile(path, bytes, wantedKinds);
  parentPort?.postMessage(answer);
});
