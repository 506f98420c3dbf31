import Fastify, { type FastifyInstance } from 'fastify';
import { addPage } from './add-page.ts';
import { type ApiRoute, addApi } from './api/index.ts';
import { type ApiAccess, mayRead } from './authorize.ts';
import { drain } from './drain.ts';
import { addForgeWebhookRoutes, type ForgeWebhookRouteOptions } from './forge-webhook-routes.ts';
import { sendProblem } from './problem-details.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { addWebhookRoutes, type WebhookRouteOptions } from './webhook-routes.ts';

/** How the service is: ready, or what it waits for. */
export interface Readiness {
  readonly ready: boolean;
  readonly configRepos: Readonly<Record<string, string>>;
}

/** What is there for people to look at, beside what other services call. */
export interface ForPeople {
  /** Everything below `/api/v1`. */
  readonly routes: readonly ApiRoute[];
  /** The folder of the built dashboard. */
  readonly page: string;
  readonly version: string;
}

export interface ServerOptions {
  readonly webhooks: WebhookRouteOptions;
  readonly forgeWebhooks: ForgeWebhookRouteOptions;
  /** Who may read and act. */
  readonly api: ApiAccess;
  /** The API and the page that stands on it. Default: neither. */
  readonly people?: ForPeople;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: () => Promise<{ type: string; text: string }>;
  /** Told of what went wrong inside; the sender sees only that something did. */
  readonly onError: (error: unknown) => void;
}

/** The largest body that is read, in bytes; above it the answer is 413. */
const bodyLimit = 3 * 1024 * 1024;
/** Milliseconds that requests which are on their way are given when the server closes. */
const closeGrace = 2_000;

export function buildServer(options: ServerOptions): FastifyInstance {
  const server = Fastify({
    bodyLimit,
    connectionTimeout: 30_000,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    // Fastify's own answer to such a path repeats it, and a webhook's path can hold a token.
    frameworkErrors: (error, _request, reply) =>
      sendProblem(reply, {
        status: error.statusCode ?? 400,
        title: 'Request failed',
        detail: 'the path of this request cannot be read',
      }),
    routerOptions: { maxParamLength: 512 },
  });
  // Signatures are over the raw bytes, so nothing is parsed on the way in.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  server.setNotFoundHandler((request, reply) => {
    const path = pathOf(request.url);
    const isApi = options.people !== undefined && path.startsWith('/api/');
    return sendProblem(reply, {
      status: 404,
      title: 'Not found',
      detail: `there is no ${request.method} ${path}`,
      ...(isApi && { code: 'not-found', next: 'see /api/openapi.json for what there is' }),
    });
  });
  server.setErrorHandler(async (error: { statusCode?: number; message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 413) await drain(request.raw);
    if (status >= 500) options.onError(error);
    const detail = status >= 500 ? 'the service failed; its log says more' : error.message;
    return sendProblem(reply, {
      status,
      title: status === 413 ? 'Body too large' : 'Request failed',
      detail,
    });
  });

  server.addHook('preClose', async () => {
    const cut = setTimeout(() => server.server.closeAllConnections(), closeGrace);
    server.server.once('close', () => clearTimeout(cut));
  });

  addSecurityHeaders(server);
  addWebhookRoutes(server, options.webhooks);
  addForgeWebhookRoutes(server, options.forgeWebhooks);
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    const readiness = await options.readiness();
    return reply.code(readiness.ready ? 200 : 503).send(readiness);
  });
  server.get('/metrics', async (request, reply) => {
    if (!mayRead(options.api, request.headers.authorization)) {
      const detail = 'send a token of api.tokens as a bearer token, or set api.open: true';
      return sendProblem(reply.header('www-authenticate', 'Bearer'), {
        status: 401,
        title: 'No access',
        detail,
      });
    }
    const { type, text } = await options.metrics();
    return reply.type(type).send(text);
  });
  if (options.people !== undefined) {
    const { routes, page, version } = options.people;
    addApi(server, { access: options.api, routes, version, onError: options.onError });
    addPage(server, page);
  }
  return server;
}

/** Without a webhook's token. */
function pathOf(url: string): string {
  const path = url.split('?')[0] ?? '';
  const [hook] = /^\/webhooks\/(?:registry|forge)\/[^/]*/.exec(path) ?? [];
  return hook ?? (path.startsWith('/webhooks/') ? '/webhooks/...' : path);
}
