import { acrFake } from './acr.ts';
import { artifactoryFake } from './artifactory.ts';
import { dockerhubFake } from './dockerhub.ts';
import { ecrFake } from './ecr.ts';
import { garFake } from './gar.ts';
import { ghcrFake } from './ghcr.ts';
import { giteaFake } from './gitea.ts';
import { gitlabFake } from './gitlab.ts';
import { harborFake } from './harbor.ts';
import { nexusFake } from './nexus.ts';
import { quayFake } from './quay.ts';
import type { RegistryFake } from './registry-fake.ts';
import { zotFake } from './zot.ts';

/** The kinds of registry that have an API of their own. */
export type RegistryFakeKind =
  | 'acr'
  | 'artifactory'
  | 'dockerhub'
  | 'ecr'
  | 'gar'
  | 'ghcr'
  | 'gitea'
  | 'gitlab'
  | 'harbor'
  | 'nexus'
  | 'quay'
  | 'zot';

/** What makes a sandbox registry one of a kind: `startSandboxRegistry({ ...registryFakes.quay({}) })`. */
export const registryFakes: Readonly<Record<RegistryFakeKind, RegistryFake>> = {
  acr: acrFake,
  artifactory: artifactoryFake,
  dockerhub: dockerhubFake,
  ecr: ecrFake,
  gar: garFake,
  ghcr: ghcrFake,
  gitea: giteaFake,
  gitlab: gitlabFake,
  harbor: harborFake,
  nexus: nexusFake,
  quay: quayFake,
  zot: zotFake,
};
