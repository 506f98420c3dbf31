export {
  type BatchAnswer,
  type Batcher,
  type BatcherOptions,
  createBatcher,
  writeAtOnce,
} from './create-batcher.ts';
export type { BatchRules } from './due-change-sets.ts';
