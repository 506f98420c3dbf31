export type {
  HeldField,
  ProposedUpdate,
  PullRequestInput,
  PullRequestText,
  RunnerUp,
  TextLimits,
  UpdateDetails,
} from './pull-request-input.ts';
export {
  type CommandAnswer,
  type ExplainedTarget,
  renderClosing,
  renderCommandAnswer,
  renderEditedNotice,
} from './render-comments.ts';
export { renderPullRequest } from './render-pull-request.ts';
export { runnerUpOf, verdictsOf } from './runner-up.ts';
