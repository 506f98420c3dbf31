import type { HostLimits } from './budget/host-budget.ts';
import type { Credential, Keychain } from './credentials/credential.ts';
import type { RegistryKind } from './registries/registry-adapter.ts';
import { RegistryError } from './registry-error.ts';
import { canonicalHost, dockerHub } from './registry-host.ts';
import type { RegistryOptions } from './registry-options.ts';

/** Where and how one registry is asked. */
export interface Endpoint {
  /** As image references name it. */
  readonly host: string;
  /** Scheme, host and port of its API. */
  readonly origin: string;
  readonly plainHttp: boolean;
  /** The names and addresses that the operator wrote down for it; they may be internal. */
  readonly hostnames: ReadonlySet<string>;
  /** Left out where its host tells. */
  readonly kind: RegistryKind | undefined;
  /** Of the registry's API of its own. */
  readonly apiUrl: string | undefined;
  /** Left out where it is asked like all others. */
  readonly connection: ConnectionOptions | undefined;
  readonly limits: Partial<HostLimits>;
  /** @throws RegistryError `credentials-unreadable` */
  readonly credential: (
    repository: string,
    signal: AbortSignal | undefined,
  ) => Promise<Credential | undefined>;
}

/** How a registry is connected to, where the operator says something about it. */
export type ConnectionOptions = Pick<
  RegistryOptions,
  'proxy' | 'ca' | 'clientCertificate' | 'insecureSkipTlsVerify'
>;

/** Docker Hub's images and its API live on two hosts. */
const dockerHubApi = 'registry-1.docker.io';

/** Looks up how to ask a registry; the first entry for a host counts, and the keychain where an entry is silent. */
export function endpointsOf(
  registries: readonly RegistryOptions[],
  keychain?: Keychain,
): (registry: string) => Endpoint {
  const listed = new Map<string, Endpoint>();
  for (const options of registries) {
    const host = canonicalHost(options.host);
    if (!listed.has(host)) listed.set(host, endpoint(host, options, keychain));
  }
  return (registry) => {
    const host = canonicalHost(registry);
    return listed.get(host) ?? endpoint(host, undefined, keychain);
  };
}

function endpoint(
  host: string,
  options: RegistryOptions | undefined,
  keychain: Keychain | undefined,
): Endpoint {
  const plainHttp = options?.plainHttp === true;
  const own = new URL(`${plainHttp ? 'http' : 'https'}://${host === dockerHub ? dockerHubApi : host}`);
  const written = [options?.apiUrl, ...(options?.trustedHosts ?? []).map((name) => `https://${name}`)];
  const others = written.flatMap((url) => (url !== undefined && URL.canParse(url) ? [new URL(url)] : []));
  return {
    host,
    origin: own.origin,
    plainHttp,
    hostnames: new Set(options === undefined ? [] : [own, ...others].map(({ hostname }) => hostname)),
    kind: options?.kind,
    apiUrl: options?.apiUrl,
    connection: options,
    limits: options?.limits ?? {},
    credential: async (repository, signal) => {
      try {
        const source = options?.credentials;
        const told = typeof source === 'function' ? await source(repository) : source;
        return told ?? (await keychain?.find({ host, repository, signal }));
      } catch (cause) {
        signal?.throwIfAborted();
        if (cause instanceof RegistryError) throw cause;
        const what = 'its credentials cannot be read';
        throw new RegistryError('credentials-unreadable', { host, repository }, what, { cause });
      }
    },
  };
}
