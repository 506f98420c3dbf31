import {
  authenticateWebhook,
  parseRegistryWebhook,
  type RegistryEvent,
  RegistryWebhookError,
  type RegistryWebhookKind,
  registryWebhookKinds,
  type WebhookSecrets,
} from '@deployment-automator/registry-clients';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebhookConfig } from '../config/index.ts';
import { sendProblem } from './problem-details.ts';

export interface WebhookRouteOptions {
  readonly registry: Readonly<Partial<Record<string, WebhookConfig>>>;
  readonly onEvents: (kind: RegistryWebhookKind, events: readonly RegistryEvent[]) => void;
  readonly onAnswer: (kind: string, status: number) => void;
}

type HookRequest = FastifyRequest<{ Params: { kind: string; token?: string }; Body: Buffer | undefined }>;

/** `POST /webhooks/registry/<kind>[/<token>]`: 202 for whatever is authentic, relevant or not. */
export function addWebhookRoutes(server: FastifyInstance, options: WebhookRouteOptions): void {
  const receive = (request: HookRequest, reply: FastifyReply): FastifyReply => {
    const { kind: named, token } = request.params;
    const kind = registryWebhookKinds.find((known) => known === named);
    const config = kind && options.registry[kind];
    if (kind === undefined || config === undefined) {
      return refuse(
        reply,
        404,
        'Unknown webhook',
        `no webhook of kind "${named}" is configured; add it under webhooks.registry`,
      );
    }
    const body = request.body ?? Buffer.alloc(0);
    const delivery = { headers: headersOf(request), body, ...(token !== undefined && { token }) };
    if (!authenticateWebhook(kind, secretsOf(config), delivery)) {
      const detail = `the delivery carries no secret, or a wrong one; compare it with webhooks.registry.${kind}`;
      return refuse(reply, 401, 'Not authentic', detail);
    }
    try {
      options.onEvents(kind, parseRegistryWebhook(kind, delivery));
    } catch (error) {
      if (error instanceof RegistryWebhookError) return refuse(reply, 400, 'Unreadable', error.message);
      throw error;
    }
    return reply.code(202).send();
  };
  const refuse = (reply: FastifyReply, status: number, title: string, detail: string): FastifyReply =>
    sendProblem(reply, { status, title, detail });

  server.addHook('onResponse', async (request, reply) => {
    const { kind } = request.params as { kind?: string };
    if (!request.url.startsWith('/webhooks/forge/') && request.url.startsWith('/webhooks/')) {
      const known = registryWebhookKinds.find((name) => name === kind);
      options.onAnswer(known ?? 'unknown', reply.statusCode);
    }
  });
  server.post('/webhooks/registry/:kind', receive);
  server.post('/webhooks/registry/:kind/:token', receive);
}

function headersOf(request: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

function secretsOf(config: WebhookConfig): WebhookSecrets {
  return {
    tokens: config.tokens.map((token) => token.reveal()),
    secrets: config.secrets.map((secret) => secret.reveal()),
    headers: Object.fromEntries(
      Object.entries(config.headers).map(([name, value]) => [name.toLowerCase(), value.reveal()]),
    ),
  };
}
