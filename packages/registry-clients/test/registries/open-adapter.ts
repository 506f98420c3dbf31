import { Agent } from 'undici';
import { onTestFinished } from 'vitest';
import { createAuthorizedExchange } from '../../src/auth/authorized-exchange.ts';
import type { Credential } from '../../src/credentials/credential.ts';
import { endpointsOf } from '../../src/endpoint.ts';
import { adapterContext } from '../../src/registries/adapter-context.ts';
import { createMemory } from '../../src/registries/memory.ts';
import { ownPages } from '../../src/registries/own-pages.ts';
import type { RegistryKind } from '../../src/registries/registry-adapter.ts';
import { adapterFor } from '../../src/registries.ts';
import type { ListedTag } from '../../src/registry-client.ts';
import { createExchange } from '../../src/transport/exchange.ts';

/** An adapter that asks one registry, as the client lets it ask. */
export interface OpenAdapter {
  pages(repository: string): AsyncGenerator<readonly ListedTag[]>;
  all(repository: string): Promise<ListedTag[]>;
}

export interface OpenAdapterOptions {
  readonly kind: RegistryKind;
  /** As image references name it. */
  readonly host: string;
  readonly apiUrl?: string | undefined;
  readonly credential?: Credential | undefined;
  readonly now?: () => number;
}

/** Opens it; it ends with the test. */
export function openAdapter({
  kind,
  host,
  apiUrl,
  credential,
  now = Date.now,
}: OpenAdapterOptions): OpenAdapter {
  const dispatcher = new Agent();
  onTestFinished(() => dispatcher.close());
  const exchange = createExchange({
    dispatcherFor: () => dispatcher,
    userAgent: 'test',
    timeout: 10_000,
    now,
    onRequest: () => undefined,
  });
  const memory = createMemory(now);
  const endpoint = endpointsOf([{ host, plainHttp: true, credentials: credential, apiUrl }])(host);
  const ask = createAuthorizedExchange(exchange, now);

  function pages(repository: string): AsyncGenerator<readonly ListedTag[]> {
    const subject = { host: endpoint.host, repository };
    const signal = undefined;
    const context = adapterContext(
      {
        endpoint,
        repository,
        subject,
        signal,
        now,
        ask: (question) => ask(endpoint, { ...question, repository, signal }),
      },
      { exchange, memory, apiUrl, credential },
    );
    const { list } = adapterFor(host, kind);
    if (list === undefined) throw new Error(`${kind} has no list of its own`);
    return ownPages(list, context);
  }

  return {
    pages,
    async all(repository) {
      const tags: ListedTag[] = [];
      for await (const page of pages(repository)) tags.push(...page);
      return tags;
    },
  };
}
