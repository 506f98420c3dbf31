import { type ImageName, isTag, parseImageName } from '@deployment-automator/image-reference';
import { Agent } from 'undici';
import { createAuthorizedExchange } from './auth/authorized-exchange.ts';
import { endpointsOf } from './endpoint.ts';
import { tagPages } from './oci/list-tags.ts';
import { resolveTag } from './oci/resolve-tag.ts';
import type { RegistryClient, RegistryClientOptions, TagListing } from './registry-client.ts';
import { RegistryError } from './registry-error.ts';
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

  return {
    async listTags(image, signal): Promise<TagListing> {
      const tags: string[] = [];
      let pages = 0;
      try {
        const { registry, repository } = checked(image);
        for await (const page of tagPages(ask, endpointOf(registry), repository, now, signal)) {
          pages += 1;
          for (const tag of page) tags.push(tag);
        }
        return { tags, state: 'complete' };
      } catch (problem) {
        if (!(problem instanceof RegistryError)) throw problem;
        return { tags, state: pages === 0 ? 'failed' : 'partial', problem };
      }
    },

    async resolveTag(image, tag, signal) {
      const { registry, repository } = checked(image);
      if (!isTag(tag)) {
        throw new RegistryError(
          'invalid-name',
          { host: registry, repository },
          'what is asked for is not a tag',
        );
      }
      return resolveTag(ask, endpointOf(registry), { repository, tag }, now, signal);
    },

    close: () => dispatcher.close(),
  };
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
