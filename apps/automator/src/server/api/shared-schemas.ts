import * as schema from '@deployment-automator/api-schema';
import type { z } from 'zod';

/** The shapes that have a name in the OpenAPI document. */
export const sharedSchemas: Readonly<Record<string, z.ZodType>> = {
  Activity: schema.activity,
  ActivityPage: schema.activityPage,
  Binding: schema.binding,
  Candidate: schema.candidate,
  CandidatesPage: schema.candidatesPage,
  ChangeSet: schema.changeSet,
  ChangeSetDetail: schema.changeSetDetail,
  ChangeSetsPage: schema.changeSetsPage,
  CheckAnswer: schema.checkAnswer,
  CheckRequest: schema.checkRequest,
  ConfigRepo: schema.configRepo,
  ConfigReposPage: schema.configReposPage,
  Fault: schema.fault,
  ForgeHealth: schema.forgeHealth,
  Health: schema.health,
  HoldRequest: schema.holdRequest,
  ImageDetail: schema.imageDetail,
  ImageRow: schema.imageRow,
  ImagesPage: schema.imagesPage,
  Listing: schema.listing,
  ProblemDetails: schema.problemDetails,
  PullRequest: schema.pullRequest,
  RegistryHealth: schema.registryHealth,
  ReleaseRequest: schema.releaseRequest,
  Session: schema.session,
  State: schema.state,
  WordAnswer: schema.wordAnswer,
};
