import { createWebhookReceiver } from '@deployment-automator/registry-clients';
import type { FastifyInstance } from 'fastify';
import { Secret } from '../../../src/config/index.ts';
import { type ApiRoute, buildServer } from '../../../src/server/index.ts';

export interface ServedOptions {
  readonly routes: readonly ApiRoute[];
  readonly tokens?: readonly string[];
  readonly open?: boolean;
  /** The folder of the page. Default: none that is there. */
  readonly page?: string;
  readonly onError?: (error: unknown) => void;
}

/** A server with these routes, as the service builds it. */
export function served({
  routes,
  tokens = ['api-token'],
  open = false,
  page = '/nowhere',
  onError = () => undefined,
}: ServedOptions): FastifyInstance {
  return buildServer({
    api: { tokens: tokens.map((token) => new Secret(() => token)), open },
    people: { routes, page, version: '1.2.3' },
    webhooks: {
      registry: {},
      receiver: createWebhookReceiver(),
      onResult: () => undefined,
      onAnswer: () => undefined,
    },
    forgeWebhooks: { forge: {}, onEvents: () => undefined, onAnswer: () => undefined },
    readiness: async () => ({ ready: true, configRepos: {} }),
    metrics: async () => ({ type: 'text/plain', text: '' }),
    onError,
  });
}
