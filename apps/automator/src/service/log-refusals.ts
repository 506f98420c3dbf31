import { seldom } from '../queue/index.ts';
import type { Log } from '../telemetry/index.ts';

interface Refusal {
  readonly kind: string;
  readonly status: number;
}

/** Milliseconds between two lines about the same: anybody can send webhooks, and registries send again and again. */
const pause = 30_000;

/** What was wrong with a webhook, by the status that answered it, and what to do. */
const reasons: Readonly<Record<number, (kind: string) => string>> = {
  400: () => 'its body cannot be read; check that the kind in the URL is that of the sender',
  401: (kind) => `it carries no secret, or a wrong one; compare it with ${keyOf(kind)}`,
  404: (kind) =>
    `no webhook of this kind is configured; look at the URL at the sender, or add it under ${keyOf(kind).replace(/\.[^.]*$/, '')}`,
  413: () => 'its body is too large; look at what the sender sends',
};

/** Says which webhooks were refused, so that a sender whose secret is wrong does not fail in silence. */
export function createRefusalLog(log: Log, now: () => number): (kind: string, status: number) => void {
  const report = seldom<Refusal>(
    ({ kind, status }) => {
      const reason = reasons[status]?.(kind) ?? 'the service cannot take it';
      log.warn({ kind, status }, `webhook refused: ${reason}`);
    },
    { kindOf: ({ kind, status }) => `${kind} ${status}`, pause, now },
  );
  return (kind, status) => {
    if (status >= 400) report({ kind, status });
  };
}

/** Where the kind is configured; a forge's is told as `forge/<kind>`. */
function keyOf(kind: string): string {
  return `webhooks.${kind.includes('/') ? kind.replace('/', '.') : `registry.${kind}`}`;
}
