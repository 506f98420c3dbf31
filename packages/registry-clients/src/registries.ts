import { acr } from './registries/acr.ts';
import { aliyun } from './registries/aliyun.ts';
import { artifactory } from './registries/artifactory.ts';
import { distribution } from './registries/distribution.ts';
import { dockerhub } from './registries/dockerhub.ts';
import { ecr } from './registries/ecr.ts';
import { gar } from './registries/gar.ts';
import { ghcr } from './registries/ghcr.ts';
import { gitea } from './registries/gitea.ts';
import { gitlab } from './registries/gitlab.ts';
import { harbor } from './registries/harbor.ts';
import { nexus } from './registries/nexus.ts';
import { quay } from './registries/quay.ts';
import type { RegistryAdapter, RegistryKind } from './registries/registry-adapter.ts';
import { zot } from './registries/zot.ts';
import { canonicalHost } from './registry-host.ts';

/** One adapter for each kind of registry. */
export const registries: Readonly<Record<RegistryKind, RegistryAdapter>> = {
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
};

/** In the order in which a host is tried; `distribution` is last and takes every host. */
export const registryKinds: readonly [RegistryKind, ...RegistryKind[]] = [
  'dockerhub',
  'quay',
  'ghcr',
  'harbor',
  'gitlab',
  'ecr',
  'gar',
  'acr',
  'artifactory',
  'nexus',
  'gitea',
  'zot',
  'aliyun',
  'distribution',
];

/** The adapter for a registry: of the kind that the operator names, else of the one that its host tells. */
export function adapterFor(host: string, kind?: RegistryKind): RegistryAdapter {
  const canonical = canonicalHost(host);
  const told = kind ?? registryKinds.find((one) => registries[one].matches(canonical));
  return registries[told ?? 'distribution'];
}
