import { azureDevops } from './azure-devops.ts';
import { bitbucket } from './bitbucket.ts';
import { bitbucketServer } from './bitbucket-server.ts';
import type { ForgeDialect } from './dialect.ts';
import { gitea } from './gitea.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import type { SandboxForgeKind } from './sandbox-forge.ts';

/** Kind → how it speaks. A forge is one file and one row. */
export const dialects: Readonly<Record<SandboxForgeKind, ForgeDialect>> = {
  github,
  gitlab,
  gitea,
  bitbucket,
  'bitbucket-server': bitbucketServer,
  'azure-devops': azureDevops,
};
