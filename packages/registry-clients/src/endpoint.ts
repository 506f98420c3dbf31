import type { RegistryCredentials, RegistryOptions } from './registry-client.ts';
import { RegistryError } from './registry-error.ts';
import { canonicalHost, dockerHub } from './registry-host.ts';

/** Where and how one registry is asked. */
export interface Endpoint {
  /** As image references name it. */
  readonly host: string;
  /** Scheme, host and port of its API. */
  readonly origin: string;
  readonly plainHttp: boolean;
  /** The operator named this registry, so it may be at an internal address. */
  readonly listed: boolean;
  /** @throws RegistryError `credentials-unreadable` */
  readonly credentials: () => Promise<RegistryCredentials | undefined>;
}

/** Docker Hub's images and its API live on two hosts. */
const dockerHubApi = 'registry-1.docker.io';

/** Looks up how to ask a registry; the first entry for a host counts. */
export function endpointsOf(registries: readonly RegistryOptions[]): (registry: string) => Endpoint {
  const listed = new Map<string, Endpoint>();
  for (const options of registries) {
    const host = canonicalHost(options.host);
    if (!listed.has(host)) listed.set(host, endpoint(host, options));
  }
  return (registry) => {
    const host = canonicalHost(registry);
    return listed.get(host) ?? endpoint(host);
  };
}

function endpoint(host: string, options?: RegistryOptions): Endpoint {
  const plainHttp = options?.plainHttp === true;
  const apiHost = host === dockerHub ? dockerHubApi : host;
  return {
    host,
    origin: new URL(`${plainHttp ? 'http' : 'https'}://${apiHost}`).origin,
    plainHttp,
    listed: options !== undefined,
    credentials: async () => {
      const source = options?.credentials;
      if (typeof source !== 'function') return source;
      try {
        return await source();
      } catch (cause) {
        throw new RegistryError('credentials-unreadable', { host }, 'its credentials cannot be read', {
          cause,
        });
      }
    },
  };
}
