import { parentPort } from 'node:worker_threads';
import { readFile } from '@deployment-automator/manifest-patcher';
import type { FactAnswer, FactQuestion } from './fact-reader.ts';

// The other side of `openFactWorker`: one answer to each question, in their order.
parentPort?.on('message', ({ path, bytes }: FactQuestion) => {
  const answer: FactAnswer = readFile(path, bytes);
  parentPort?.postMessage(answer);
});
