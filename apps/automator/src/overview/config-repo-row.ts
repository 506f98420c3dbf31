import type { ConfigRepo, State } from '@deployment-automator/api-schema';
import type { Snapshot } from '../config-repo/index.ts';
import { type ReportedError, reportProblems } from '../reconcile/index.ts';
import { timeText } from './image-rows.ts';

/** One config repo, as everything that is shown of it is derived from. */
export interface ConfigRepoView
  extends Pick<ConfigRepo, 'name' | 'url' | 'branch' | 'writeBack' | 'dialects' | 'forge'> {
  /** The newest that was read. */
  readonly snapshot: Snapshot | undefined;
  /** ms since the epoch; 0 for never. */
  readonly seenAt: number;
  readonly nextPollAt: number | undefined;
  /** Why nothing is written. */
  readonly frozen: string | undefined;
  readonly fault: ReportedError | undefined;
}

/** A config repo as a list shows it. @param counts how many of its bindings stand where */
export function configRepoRow(
  view: ConfigRepoView,
  counts: Readonly<Partial<Record<State, number>>> = {},
): ConfigRepo {
  const { snapshot, seenAt, nextPollAt, frozen, fault, url, name, branch, writeBack, dialects, forge } = view;
  const facts = [...(snapshot?.files.values() ?? [])].map((file) => file.facts);
  return {
    name,
    url: withoutCredentials(url),
    branch,
    commit: snapshot?.commit ?? null,
    seenAt: seenAt === 0 ? null : timeText(seenAt),
    nextPollAt: timeText(nextPollAt),
    writeBack,
    forge,
    dialects: [...dialects],
    frozen: frozen ?? null,
    bindings: counts,
    fault: fault ?? null,
    problems: reportProblems(facts, snapshot?.table.problems ?? []),
  };
}

/** The configuration refuses them in a URL; should some have come in all the same, they end here. */
export function withoutCredentials(url: string): string {
  const bare = url.replace(/^(https?:)([^?#]*)[?#].*$/i, '$1$2');
  return /^ssh:/i.test(bare)
    ? bare.replace(/^(ssh:\/\/[^/@:]*):[^/@]*@/i, '$1@')
    : bare.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');
}
