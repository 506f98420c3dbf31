import { type SandboxRegistryOptions, startSandboxRegistry } from '@deployment-automator/sandbox';
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

const program = findDockerRegistry();
if (program !== undefined) {
  registryClientContract('docker-registry', () => startDockerRegistry(program, false));
  registryClientContract('docker-registry behind basic authentication', () =>
    startDockerRegistry(program, true),
  );
}
