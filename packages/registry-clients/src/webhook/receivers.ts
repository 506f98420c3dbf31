import { acr } from './kinds/acr.ts';
import { aliyun } from './kinds/aliyun.ts';
import { artifactory } from './kinds/artifactory.ts';
import { cloudevents } from './kinds/cloudevents.ts';
import { distribution } from './kinds/distribution.ts';
import { dockerhub } from './kinds/dockerhub.ts';
import { ecr } from './kinds/ecr.ts';
import { gar } from './kinds/gar.ts';
import { generic } from './kinds/generic.ts';
import { ghcr } from './kinds/ghcr.ts';
import { gitea } from './kinds/gitea.ts';
import { gitlab } from './kinds/gitlab.ts';
import { harbor } from './kinds/harbor.ts';
import { nexus } from './kinds/nexus.ts';
import { quay } from './kinds/quay.ts';
import { zot } from './kinds/zot.ts';
import type { Receiver } from './receiver.ts';
import type { RegistryWebhookKind } from './registry-webhook.ts';

/** Kind → how to understand it. A new sender is one file and one row. */
export const receivers: Readonly<Record<RegistryWebhookKind, Receiver>> = {
  dockerhub,
  quay,
  ghcr,
  harbor,
  gitlab,
  ecr,
  gar,
  acr,
  artifactory,
  nexus,
  gitea,
  zot,
  aliyun,
  distribution,
  cloudevents,
  generic,
};
