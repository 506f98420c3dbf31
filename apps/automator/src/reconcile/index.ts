export { changeSetsOf, type Grouping } from './change-sets.ts';
export { chosenVersion } from './chosen-version.ts';
export { commitMessage, type MessageOptions, type Origin, originKey } from './commit-message.ts';
export { type CommitTemplate, originWords, parseCommitTemplate } from './commit-template.ts';
export { frozenBy } from './frozen-by.ts';
export { imagesOf } from './images-of.ts';
export type { ListingLookup, ListingProblem, ListingRecord } from './listing-record.ts';
export { type Judgements, obeyHistory } from './obey-history.ts';
export { type Decided, type Plan, type PlanRules, plan, tighter } from './plan.ts';
export { type Question, questionKey, questionsOf } from './questions.ts';
export { type ReportedError, reportProblems } from './report.ts';
export { sayHold } from './say-hold.ts';
export {
  type BindingState,
  bindingStates,
  type ChangeSet,
  type Held,
  type HeldCode,
  heldCodes,
  type Update,
} from './update.ts';
