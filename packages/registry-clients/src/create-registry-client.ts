import { type ImageName, isDigest, isTag, parseImageName } from '@deployment-automator/image-reference';
import { Agent } from 'undici';
import type { Access } from './access.ts';
import { createAuthorizedExchange } from './auth/authorized-exchange.ts';
import { endpointsOf } from './endpoint.ts';
import { tagPages } from './oci/list-tags.ts';
import { readImage } from './oci/read-image.ts';
import { resolveTag } from './oci/resolve-tag.ts';
import type { RegistryClient, RegistryClientOptions, TagListing } from './registry-client.ts';
import { RegistryError, type Subject } from './registry-error.ts';
import { canonicalHost } from './registry-host.ts';
import { createExchange } from './transport/exchange.ts';

const CONNECT_MILLISECONDS = 10_000;
const REQUEST_MILLISECONDS = 30_000;

/** A client for every OCI registry, with a pool of connections and a memory of tokens of its own. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const now = options.now ?? Date.now;
  const timeout = options.timeouts?.request ?? REQUEST_MILLISECONDS;
  const dispatcher = new Agent({
    connect: { timeout: options.timeouts?.connect ?? CONNECT_MILLISECONDS },
    headersTimeout: timeout,
    bodyTimeout: timeout,
  });
  const exchange = createExchange({
    dispatcher,
    userAgent: options.userAgent ?? 'deployment-automator',
    timeout,
    now,
    onRequest: (report) => options.onRequest?.(report),
  });
  const ask = createAuthorizedExchange(exchange, now);
  const endpointOf = endpointsOf(options.registries);

  function open(image: ImageName, signal: AbortSignal | undefined): Access {
    const { registry, repository } = checked(image);
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

  return {
    async listTags(image, { signal } = {}): Promise<TagListing> {
      const tags: string[] = [];
      let pages = 0;
      const listed = (): Pick<TagListing, 'tags' | 'candidates'> => {
        return { tags, candidates: tags.map((tag) => ({ tag })) };
      };
      try {
        for await (const page of tagPages(open(image, signal))) {
          pages += 1;
          for (const tag of page) tags.push(tag);
        }
        return { ...listed(), state: 'complete' };
      } catch (problem) {
        if (!(problem instanceof RegistryError)) throw problem;
        return { ...listed(), state: pages === 0 ? 'failed' : 'partial', problem };
      }
    },

    async resolveTag(image, tag, signal) {
      const access = open(image, signal);
      if (!isTag(tag)) throw notOne(access.subject, 'what is asked for is not a tag');
      return resolveTag(access, tag);
    },

    async readImage(image, reference, { signal, platforms = [] } = {}) {
      const access = open(image, signal);
      if (!isTag(reference) && !isDigest(reference)) {
        throw notOne(access.subject, 'what is asked for is neither a tag nor a digest');
      }
      return readImage(access, reference, platforms);
    },

    timeOf: () => 'built',

    close: () => dispatcher.close(),
  };
}

function notOne(subject: Subject, what: string): RegistryError {
  return new RegistryError('invalid-name', subject, what);
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
  const subject = { host: registry, repository };
  throw new RegistryError('invalid-name', subject, 'this is not the name of an image');
}
