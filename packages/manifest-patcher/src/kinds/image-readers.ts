import { readCircleci } from './circleci.ts';
import { readCompose } from './compose-file.ts';
import type { DocumentKind } from './document-kind.ts';
import type { ImageReader } from './found-image.ts';
import { readGithubWorkflow } from './github-workflow.ts';
import { readGitlabCi } from './gitlab-ci.ts';
import { readJsonData, readValues } from './values.ts';

/** How images are found in each kind of document that holds no Kubernetes resource. */
export const imageReaders: Readonly<Record<Exclude<DocumentKind, 'resource'>, ImageReader>> = {
  circleci: readCircleci,
  compose: readCompose,
  'github-workflow': readGithubWorkflow,
  'gitlab-ci': readGitlabCi,
  'json-data': readJsonData,
  nothing: () => {},
  values: readValues,
};
