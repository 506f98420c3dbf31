import { type ImageName, isDigest, isTag, parseImageName } from '@deployment-automator/image-reference';
import type { Access } from './access.ts';
import { createAuthorizedExchange } from './auth/authorized-exchange.ts';
import { createBudgetedExchange } from './budget/budgeted-exchange.ts';
import { createSingleFlight } from './budget/single-flight.ts';
import { sleep } from './budget/sleep.ts';
import { endpointsOf } from './endpoint.ts';
import { createImageAliases } from './image-aliases.ts';
import { listImageTags } from './list-image-tags.ts';
import { listReferrers } from './oci/list-referrers.ts';
import { readImage } from './oci/read-image.ts';
import { resolveTag } from './oci/resolve-tag.ts';
import { adapterContext } from './registries/adapter-context.ts';
import { createMemory } from './registries/memory.ts';
import { adapterFor } from './registries.ts';
import type {
  ImageDescription,
  ListOptions,
  Referrer,
  RegistryClient,
  TagListing,
} from './registry-client.ts';
import { RegistryError, type Subject } from './registry-error.ts';
import { canonicalHost } from './registry-host.ts';
import type { RegistryClientOptions } from './registry-options.ts';
import { createConnections } from './transport/connections.ts';
import { createExchange } from './transport/exchange.ts';

const CONNECT_MILLISECONDS = 10_000;
const REQUEST_MILLISECONDS = 30_000;
const USUAL_LIMITS = { concurrency: 6, perSecond: 20 };

/** A client for every registry, with connections, a memory of tokens and a budget of requests of its own. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const now = options.now ?? Date.now;
  const timeout = options.timeouts?.request ?? REQUEST_MILLISECONDS;
  const connections = createConnections({
    connectTimeout: options.timeouts?.connect ?? CONNECT_MILLISECONDS,
    requestTimeout: timeout,
    proxy: options.proxy,
    lookup: options.lookup,
  });
  const exchange = createBudgetedExchange(
    createExchange({
      dispatcherFor: connections.dispatcherFor,
      userAgent: options.userAgent ?? 'deployment-automator',
      timeout,
      now,
      onRequest: (report) => options.onRequest?.(report),
    }),
    {
      limits: { ...USUAL_LIMITS, ...options.limits },
      now,
      sleep: options.sleep ?? sleep,
      chance: Math.random,
      onPause: options.onPause,
    },
  );
  const ask = createAuthorizedExchange(exchange, now);
  const memory = createMemory(now);
  const endpointOf = endpointsOf(options.registries, options.keychain);
  const aliases = createImageAliases(options.registries);

  const listings = createSingleFlight<TagListing>();
  const digests = createSingleFlight<{ readonly digest: string } | undefined>();
  const images = createSingleFlight<ImageDescription | undefined>();
  const referrers = createSingleFlight<readonly Referrer[]>();

  /** The name under which the image is asked, whichever of its names this is. */
  const named = (image: ImageName): ImageName => checked(parseImageName(aliases.canonical(checked(image))));

  function open({ registry, repository }: ImageName, signal: AbortSignal): Access {
    const endpoint = endpointOf(registry);
    return {
      endpoint,
      repository,
      subject: { host: endpoint.host, repository },
      signal,
      now,
      ask: (question) => ask(endpoint, { ...question, repository, signal }),
    };
  }

  function list(image: ImageName, wanted: ListOptions, signal: AbortSignal): Promise<TagListing> {
    const access = open(image, signal);
    const { endpoint, repository } = access;
    const context = async () => {
      const credential = await endpoint.credential(repository, signal);
      return adapterContext(access, { exchange, memory, apiUrl: endpoint.apiUrl, credential });
    };
    return listImageTags({ access, adapter: adapterFor(endpoint.host, endpoint.kind), context }, wanted);
  }

  return {
    async listTags(image, { signal, ...wanted } = {}) {
      try {
        const name = named(image);
        return await listings.share(keyOf(name, wanted), signal, (shared) => list(name, wanted, shared));
      } catch (problem) {
        if (!(problem instanceof RegistryError)) throw problem;
        return { tags: [], candidates: [], state: 'failed', problem };
      }
    },

    async resolveTag(image, tag, signal) {
      const name = named(image);
      if (!isTag(tag)) throw notOne(name, 'what is asked for is not a tag');
      return digests.share(keyOf(name, tag), signal, (shared) => resolveTag(open(name, shared), tag));
    },

    async readImage(image, reference, { signal, platforms = [] } = {}) {
      const name = named(image);
      if (!isTag(reference) && !isDigest(reference)) {
        throw notOne(name, 'what is asked for is neither a tag nor a digest');
      }
      return images.share(keyOf(name, [reference, ...platforms]), signal, (shared) =>
        readImage(open(name, shared), reference, platforms),
      );
    },

    async listReferrers(image, digest, { signal, artifactType } = {}) {
      const name = named(image);
      if (!isDigest(digest)) throw notOne(name, 'what is asked for is not a digest');
      return referrers.share(keyOf(name, [digest, artifactType]), signal, (shared) =>
        listReferrers(open(name, shared), digest, artifactType),
      );
    },

    timeOf: (host) => {
      const { list, time } = adapterFor(host, endpointOf(host).kind);
      return list === undefined ? 'built' : time;
    },
    close: connections.close,
  };
}

/** Questions are the same when nothing in them differs. */
function keyOf({ registry, repository }: ImageName, wanted: unknown): string {
  return JSON.stringify([registry, repository, wanted]);
}

function notOne({ registry, repository }: ImageName, what: string): RegistryError {
  return new RegistryError('invalid-name', { host: registry, repository }, what);
}

/** A name comes from files that others write: it goes into a URL only when it is one. */
function checked(image: ImageName): ImageName {
  const { registry, repository } = image;
  try {
    const name = parseImageName(`${registry}/${repository}`);
    if (canonicalHost(name.registry) === canonicalHost(registry)) return name;
  } catch {
    // Said below, in the words of this package.
  }
  const subject: Subject = { host: registry, repository };
  throw new RegistryError('invalid-name', subject, 'this is not the name of an image');
}
