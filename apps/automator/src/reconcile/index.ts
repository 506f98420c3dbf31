export { changeSetsOf } from './change-sets.ts';
export { chosenVersion } from './chosen-version.ts';
export { commitMessage } from './commit-message.ts';
export { imagesOf } from './images-of.ts';
export type { ListingLookup, ListingProblem, ListingRecord } from './listing-record.ts';
export { type Decided, type Plan, type PlanRules, plan } from './plan.ts';
export { type Question, questionKey, questionsOf } from './questions.ts';
export { type ReportedError, reportProblems } from './report.ts';
export {
  type BindingState,
  bindingStates,
  type ChangeSet,
  type Held,
  type HeldCode,
  type Update,
} from './update.ts';
