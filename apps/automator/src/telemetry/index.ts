export { createHostBook, type HostBook, type HostRecord } from './host-book.ts';
export { createLog, type Log } from './logger.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export type { OnProgress } from './progress.ts';
