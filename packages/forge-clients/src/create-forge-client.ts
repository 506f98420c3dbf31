import { createAzureDevopsClient } from './azure-devops/create-azure-devops-client.ts';
import { createBitbucketClient } from './bitbucket/create-bitbucket-client.ts';
import { createBitbucketServerClient } from './bitbucket-server/create-bitbucket-server-client.ts';
import type { ForgeClient, ForgeKind, ForgeOptions } from './forge-client.ts';
import { createGiteaClient } from './gitea/create-gitea-client.ts';
import { createGithubClient } from './github/create-github-client.ts';
import { createGitlabClient } from './gitlab/create-gitlab-client.ts';

/** Kind → what speaks to it. A forge is one folder and one row. */
const clients: Readonly<Record<ForgeKind, (options: ForgeOptions) => ForgeClient>> = {
  github: createGithubClient,
  gitlab: createGitlabClient,
  gitea: createGiteaClient,
  bitbucket: createBitbucketClient,
  'bitbucket-server': createBitbucketServerClient,
  'azure-devops': createAzureDevopsClient,
};

/** The client for one repository on one forge. It makes no request yet. */
export function createForgeClient(options: ForgeOptions): ForgeClient {
  return clients[options.kind](options);
}
