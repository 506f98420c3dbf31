import { createInProcessQueue } from '../../src/queue/in-process-queue.ts';
import { describeWorkQueue } from './work-queue-contract.ts';

describeWorkQueue('in-process queue', async (options) => createInProcessQueue(options));
