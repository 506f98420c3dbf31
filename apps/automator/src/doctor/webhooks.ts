import { registryWebhookKinds, webhookFault } from '@deployment-automator/registry-clients';
import type { Config } from '../config/index.ts';
import { revealSecrets, revealWebhook } from '../server/index.ts';
import { type Finding, failure, failureOf, ok, warning } from './finding.ts';

/** Every kind of webhook that is listed: whether anybody can be let in at all. */
export function checkWebhooks({ webhooks }: Pick<Config, 'webhooks'>): readonly Finding[] {
  const findings = [
    ...registryWebhookKinds.flatMap((kind) => {
      const webhook = webhooks.registry[kind];
      if (webhook === undefined) return [];
      return [
        judge(`webhook registry ${kind}`, `/webhooks/registry/${kind}`, () =>
          webhookFault(kind, revealWebhook(webhook)),
        ),
      ];
    }),
    ...Object.entries(webhooks.forge).map(([kind, webhook]) =>
      judge(`webhook forge ${kind}`, `/webhooks/forge/${kind}`, () => {
        const { tokens, secrets, headers, basic } = revealSecrets(webhook);
        const given = tokens.length + secrets.length + basic.length + Object.keys(headers).length;
        return given > 0
          ? undefined
          : `webhooks.forge.${kind} has no secret, so nobody is let in; write secrets: under it, and the same at the forge`;
      }),
    ),
  ];
  if (findings.length > 0) return findings;
  const next = 'set one up for quicker updates (docs/webhooks.md), or leave it at polling';
  return [warning('webhooks', 'none is configured: changes are noticed by polling alone', next)];
}

/** @param faultOf what is wrong and, after a semicolon, what to do */
function judge(check: string, path: string, faultOf: () => string | undefined): Finding {
  try {
    const fault = faultOf();
    if (fault === undefined) return ok(check, `${path} lets in whoever shows its secret`);
    const [what = fault, next = 'see docs/webhooks.md'] = fault.split(/; (.*)/s);
    return failure(check, what, next);
  } catch (error) {
    return failureOf(check, error);
  }
}
