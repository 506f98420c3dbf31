export type {
  HeldField,
  ProposedUpdate,
  PullRequestInput,
  PullRequestText,
  TextLimits,
  UpdateDetails,
} from './pull-request-input.ts';
export {
  type CommandAnswer,
  renderClosing,
  renderCommandAnswer,
  renderEditedNotice,
} from './render-comments.ts';
export { renderPullRequest } from './render-pull-request.ts';
