import type { ForgeKind } from '../forge-client.ts';
import type { ForgeReceiver } from './forge-webhook.ts';
import { azureDevops } from './kinds/azure-devops.ts';
import { bitbucket } from './kinds/bitbucket.ts';
import { bitbucketServer } from './kinds/bitbucket-server.ts';
import { gitea } from './kinds/gitea.ts';
import { github } from './kinds/github.ts';
import { gitlab } from './kinds/gitlab.ts';

/** Kind → how to understand it. A forge is one file and one row. */
export const forgeReceivers: Readonly<Record<ForgeKind, ForgeReceiver>> = {
  github,
  gitlab,
  gitea,
  bitbucket,
  'bitbucket-server': bitbucketServer,
  'azure-devops': azureDevops,
};
