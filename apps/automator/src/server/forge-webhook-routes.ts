import {
  authenticateForgeWebhook,
  type ForgeEvent,
  type ForgeKind,
  ForgeWebhookError,
  parseForgeWebhook,
} from '@deployment-automator/forge-clients';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ForgeWebhookConfig } from '../config/index.ts';
import { headersOf } from './headers-of.ts';
import { sendProblem } from './problem-details.ts';
import { revealSecrets } from './reveal-webhook.ts';

export interface ForgeWebhookRouteOptions {
  /** A kind that is not listed is refused. */
  readonly forge: Readonly<Partial<Record<ForgeKind, ForgeWebhookConfig>>>;
  readonly onEvents: (kind: ForgeKind, events: readonly ForgeEvent[]) => void;
  /** Told of every answer; `kind` is `forge/<kind>`, or `forge/unknown`. */
  readonly onAnswer: (kind: string, status: number) => void;
}

type HookRequest = FastifyRequest<{ Params: { kind: string; token?: string }; Body: Buffer | undefined }>;

const kinds: readonly ForgeKind[] = [
  'github',
  'gitlab',
  'gitea',
  'bitbucket',
  'bitbucket-server',
  'azure-devops',
];

/** `POST /webhooks/forge/<kind>[/<token>]`: 202 for whatever is authentic, relevant or not. */
export function addForgeWebhookRoutes(server: FastifyInstance, options: ForgeWebhookRouteOptions): void {
  const receive = (request: HookRequest, reply: FastifyReply): FastifyReply => {
    const { kind: named, token } = request.params;
    const kind = kinds.find((known) => known === named);
    const config = kind && options.forge[kind];
    if (kind === undefined || config === undefined) {
      const detail = `no webhook of kind "${named}" is configured; add it under webhooks.forge`;
      return sendProblem(reply, { status: 404, title: 'Unknown webhook', detail });
    }
    const body = request.body ?? Buffer.alloc(0);
    const delivery = { headers: headersOf(request), body, ...(token !== undefined && { token }) };
    if (!authenticateForgeWebhook(kind, revealSecrets(config), delivery)) {
      const detail = `the delivery carries no secret, or a wrong one; compare it with webhooks.forge.${kind}`;
      return sendProblem(reply, { status: 401, title: 'Not authentic', detail });
    }
    try {
      options.onEvents(kind, parseForgeWebhook(kind, delivery));
    } catch (error) {
      if (!(error instanceof ForgeWebhookError)) throw error;
      return sendProblem(reply, { status: 400, title: 'Unreadable', detail: error.message });
    }
    return reply.code(202).send();
  };

  const told = {
    onResponse: async (request: HookRequest, reply: FastifyReply): Promise<void> => {
      const kind = kinds.find((known) => known === request.params.kind) ?? 'unknown';
      options.onAnswer(`forge/${kind}`, reply.statusCode);
    },
  };
  server.post('/webhooks/forge/:kind', told, receive);
  server.post('/webhooks/forge/:kind/:token', told, receive);
}
