import {
  type SandboxRegistryOptions,
  startSandboxRegistry,
  type TagListStyle,
} from '@deployment-automator/sandbox';
import { findDockerRegistry, startDockerRegistry } from './docker-registry.ts';
import { registryClientContract } from './registry-client-contract.ts';

const credentials = { username: 'automator', password: 's3cret-word' };

const sandbox = (options: SandboxRegistryOptions) => async () => {
  const registry = await startSandboxRegistry(options);
  return {
    host: registry.host,
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    stop: () => registry.close(),
  };
};

registryClientContract('an open sandbox registry that pages', sandbox({ pageSize: 7 }));
registryClientContract('a sandbox registry behind basic authentication', sandbox({ credentials }));
registryClientContract(
  'a sandbox registry behind tokens',
  sandbox({ credentials, auth: 'bearer', pageSize: 20 }),
);
registryClientContract('a sandbox registry with tokens for everybody', sandbox({ auth: 'bearer' }));

registryClientContract(
  'a sandbox registry that lists referrers, behind tokens',
  sandbox({ credentials, auth: 'bearer', referrers: {} }),
);
registryClientContract(
  'a sandbox registry that lists referrers in pages and of all types',
  sandbox({ referrers: { pageSize: 2, ignoresType: true } }),
);

/** Lists of tags as real registries have them, unlike the specification's. */
const styles: Readonly<Record<string, TagListStyle>> = {
  'that ignores paging, as distribution 2': { ignoresPaging: true },
  'that refuses large pages, in its own order, with opaque links, as Amazon': {
    pageSize: 10,
    refusesLargePages: 405,
    opaqueLinks: true,
    absoluteLinks: true,
  },
  'that lists by age, as GHCR': { pageSize: 10, oldestFirst: true },
  'with whole links and small pages, as Quay': { pageSize: 5, absoluteLinks: true },
  'with short pages': { pageSize: 8, shortPages: true },
  'with links that lack a part of the path, as Artifactory': { pageSize: 10, brokenLinks: true },
};
for (const [name, tagList] of Object.entries(styles)) {
  registryClientContract(`a sandbox registry ${name}`, sandbox({ tagList }));
}

const program = findDockerRegistry();
if (program !== undefined) {
  registryClientContract('docker-registry', () => startDockerRegistry(program, 'nobody'));
  registryClientContract('docker-registry behind basic authentication', () =>
    startDockerRegistry(program, 'basic'),
  );
  registryClientContract('docker-registry behind a token service', () =>
    startDockerRegistry(program, 'token'),
  );
}
