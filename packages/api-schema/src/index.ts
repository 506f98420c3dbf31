export {
  type CheckAnswer,
  type CheckRequest,
  checkAnswer,
  checkRequest,
  type HoldRequest,
  holdRequest,
  type ReleaseRequest,
  releaseRequest,
  type Session,
  session,
  type WordAnswer,
  wordAnswer,
} from './actions.ts';
export {
  type Activity,
  type ActivityKind,
  type ActivityPage,
  activity,
  activityKinds,
  activityPage,
  activityQuery,
} from './activity.ts';
export {
  type ChangeSet,
  type ChangeSetDetail,
  type ChangeSetsPage,
  changeSet,
  changeSetDetail,
  changeSetsPage,
  changeSetsQuery,
  stepNames,
  triggers,
} from './change-set.ts';
export { type ConfigRepo, type ConfigReposPage, configRepo, configReposPage } from './config-repo.ts';
export { type Fault, fault, type ProblemDetails, problemDetails } from './fault.ts';
export {
  type ForgeHealth,
  forgeHealth,
  type Health,
  health,
  type RegistryHealth,
  registryHealth,
} from './health.ts';
export {
  type Binding,
  binding,
  type Candidate,
  type CandidatesPage,
  candidate,
  candidatesPage,
  candidatesQuery,
  type ImageDetail,
  type ImageRow,
  type ImagesPage,
  imageDetail,
  imageId,
  imageRow,
  imageSorts,
  imagesPage,
  imagesQuery,
  listing,
  type PullRequest,
  pullRequest,
  type State,
  state,
  states,
} from './image.ts';
export { itemsAtMost, pageOf, pageQuery } from './page.ts';
export { time } from './time.ts';
