export { type HeardImages, rememberHeard } from './heard-images.ts';
export { type IntakeOptions, receiveEvents } from './receive-event.ts';
export {
  type ForgeIntakeOptions,
  type PullRequestActivity,
  receiveForgeEvents,
  type WatchedRepo,
} from './receive-forge-event.ts';
