import { registryWebhookKinds, webhookFault } from '@deployment-automator/registry-clients';
import type { Config } from '../config/index.ts';
import type { Snapshot } from '../config-repo/index.ts';
import { reportProblems } from '../reconcile/index.ts';
import { revealWebhook } from '../server/index.ts';
import type { Log } from '../telemetry/index.ts';

/** Says what is configured but has no effect in this version. */
export function reportUnserved(config: Config, log: Log): void {
  for (const kind of registryWebhookKinds) {
    const webhook = config.webhooks.registry[kind];
    const fault = webhook && webhookFault(kind, revealWebhook(webhook));
    if (fault !== undefined) log.warn({ key: `webhooks.registry.${kind}` }, fault);
  }
  for (const { name, writeBack, forge } of config.configRepos) {
    if (writeBack === 'pull-request' && forge === undefined) {
      log.warn({ configRepo: name }, 'no forge is named: updates are decided and shown, not proposed');
    }
  }
}

/**
 * Says what a commit binds, and everything that is wrong with what is written there (law 7).
 * @param before what this returned for the commit before; the same faults are not said again
 */
export function reportSnapshot(snapshot: Snapshot, before: string, log: Log): string {
  const { repo: configRepo, commit, files, table } = snapshot;
  const facts = [...files.values()].map((file) => file.facts);
  const problems = reportProblems(facts, table.problems);
  const bindings = table.bindings.length;
  const state = JSON.stringify({ bindings, problems });
  if (state === before) return state;
  const seen = { configRepo, commit, bindings, problems: problems.length };
  if (bindings === 0) log.warn(seen, 'read: nothing is bound here; see docs/bindings.md');
  else log.info(seen, 'read');
  for (const problem of problems) log.warn({ configRepo, ...problem }, 'problem in the config repo');
  return state;
}
