import {
  type RegistryWebhookKind,
  registryWebhookKinds,
  type WebhookReceiver,
  type WebhookResult,
  webhookAdvice,
} from '@deployment-automator/registry-clients';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebhookConfig } from '../config/index.ts';
import { headersOf } from './headers-of.ts';
import { sendProblem } from './problem-details.ts';
import { revealWebhook } from './reveal-webhook.ts';

export interface WebhookRouteOptions {
  readonly registry: Readonly<Partial<Record<string, WebhookConfig>>>;
  readonly receiver: WebhookReceiver;
  /** Told of everything that was authentic and readable. It must not wait for anything: the sender does. */
  readonly onResult: (kind: RegistryWebhookKind, result: WebhookResult) => void;
  readonly onAnswer: (kind: string, status: number) => void;
}

interface Hook {
  Params: { kind: string; token?: string };
  Body: Buffer | undefined;
}

/** What a refusal is answered with. */
const answers = {
  'not-authentic': { status: 401, title: 'Not authentic' },
  unreadable: { status: 400, title: 'Unreadable' },
} as const;

/** `POST /webhooks/registry/<kind>[/<token>]`: 202 for whatever is authentic, relevant or not. */
export function addWebhookRoutes(server: FastifyInstance, options: WebhookRouteOptions): void {
  const receive = async (request: FastifyRequest<Hook>, reply: FastifyReply): Promise<FastifyReply> => {
    const { kind: named, token } = request.params;
    const kind = registryWebhookKinds.find((known) => known === named);
    const config = kind && options.registry[kind];
    if (kind === undefined || config === undefined) {
      const next = kind === undefined ? `known are ${registryWebhookKinds.join(', ')}` : webhookAdvice(kind);
      const detail = `no webhook of kind "${named}" is configured; ${next}`;
      return sendProblem(reply, { status: 404, title: 'Unknown webhook', detail });
    }
    const body = request.body ?? Buffer.alloc(0);
    const delivery = { headers: headersOf(request), body, ...(token !== undefined && { token }) };
    const result = await options.receiver.receive(kind, revealWebhook(config), delivery);
    if (result.result === 'refuse') {
      return sendProblem(reply, { ...answers[result.code], detail: result.message });
    }
    options.onResult(kind, result);
    return reply.code(202).send(result);
  };

  server.addHook('onResponse', async (request, reply) => {
    const { kind } = request.params as { kind?: string };
    if (!request.url.startsWith('/webhooks/forge/') && request.url.startsWith('/webhooks/')) {
      const known = registryWebhookKinds.find((name) => name === kind);
      options.onAnswer(known ?? 'unknown', reply.statusCode);
    }
  });
  server.post<Hook>('/webhooks/registry/:kind', { onRequest: forgetOddType }, receive);
  server.post<Hook>('/webhooks/registry/:kind/:token', { onRequest: forgetOddType }, receive);
}

const mediaType = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/;

/** A sender that misnames the type of its body would be answered 415, though nobody asks for the type. */
async function forgetOddType({ headers }: FastifyRequest): Promise<void> {
  if (!mediaType.test(headers['content-type'] ?? '')) delete headers['content-type'];
}
