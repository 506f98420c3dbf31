import type { Binding, DialectName } from '@deployment-automator/bindings';
import { imageName } from '@deployment-automator/image-reference';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import { type ListingAttempt, readAll } from '../check/index.ts';
import { whyNotWritten } from '../overview/index.ts';
import { type ListingLookup, questionsOf, type ReportedError } from '../reconcile/index.ts';
import type { OnProgress } from '../telemetry/index.ts';
import { planBranch } from '../write-back/index.ts';
import { type Explanation, explainBinding, type Fate, findAsked } from './explain.ts';
import { listOnce } from './list-once.ts';
import { lookAtPulls } from './look-at-pulls.ts';
import type { ManagedRepo } from './managed-repo.ts';
import { readPlainFolder } from './read-plain-folder.ts';
import { openRegistries, type Registries } from './registries.ts';
import type { CredentialsPart } from './registry-keychain.ts';
import { type WithReposOptions, withRepos } from './with-repos.ts';

/** What is to be said of an image or a field. */
export interface ExplainResult {
  readonly explained: readonly Explanation[];
  /** The fields that nothing governs, and what could not be read. */
  readonly unbound: readonly ReportedError[];
}

/** Explains an image, or one field, in every configured config repo. */
export function explainInRepos(options: WithReposOptions, target: string): Promise<ExplainResult> {
  const { onProgress } = options;
  return withRepos(options, async ({ repos, errors, listings, ...registries }) => {
    const asked = repos.map((managed) => {
      const snapshot = managed.repo.snapshot();
      const facts = [...(snapshot?.files.values() ?? [])].map((file) => file.facts);
      return { managed, ...findAsked(target, facts, snapshot?.table ?? { bindings: [], problems: [] }) };
    });
    const bindings = asked.flatMap((found) => found.bindings);
    const listed = await readAll(questionsOf(bindings), listings, onProgress);
    const explained: Explanation[] = [];
    for (const { managed, bindings: found } of asked) {
      const fates = found.length === 0 ? undefined : await fatesIn(managed, listed, registries.client);
      explained.push(...explainAll(found, listed, registries, fates));
    }
    return {
      explained,
      unbound: [...errors, ...asked.flatMap(({ unbound }) => unbound)],
    };
  });
}

/** Explains an image, or one field, in a plain folder. */
export async function explainInFolder(
  dir: string,
  dialects: readonly DialectName[],
  credentials: CredentialsPart,
  target: string,
  onProgress?: OnProgress,
): Promise<ExplainResult> {
  const { facts, table, unread } = readPlainFolder(dir, dialects, onProgress);
  const { bindings, unbound } = findAsked(target, facts, table);
  const registries = openRegistries(credentials);
  try {
    const listed = await listOnce(questionsOf(bindings), registries.client, registries.aliases, onProgress);
    return { explained: explainAll(bindings, listed, registries), unbound: [...unread, ...unbound] };
  } finally {
    await registries.client.close();
  }
}

/**
 * What becomes of the updates that are due, by field id: who holds them, which pull request proposes them, or why they
 * are not written. Only these images were listed, so nothing is due of any other.
 */
async function fatesIn(
  managed: ManagedRepo,
  listed: ReadonlyMap<string, ListingAttempt>,
  client: RegistryClient,
): Promise<ReadonlyMap<string, Fate>> {
  const { repo, rules, config } = managed;
  const snapshot = repo.snapshot();
  if (snapshot === undefined) return new Map();
  const now = Date.now;
  const listings: ListingLookup = (image) => listed.get(image);
  const plan = await planBranch({ repo, snapshot, listings, rules: rules(), now: now() });
  const seen =
    plan.updates.length === 0
      ? undefined
      : await lookAtPulls(managed, { snapshot, plan, listings, client, now, dryRun: true });
  const [failure] = seen?.errors ?? [];
  const waiting = new Set(seen?.waiting.map(({ id }) => id));
  const proposals = seen?.pulls.filter(({ state }) => state === 'open') ?? [];
  const fates = new Map<string, Fate>();
  for (const update of plan.updates) {
    const { id, delivery } = update;
    const pull = proposals.find(({ fields }) => fields.includes(id));
    // A forge that fails stops no commit.
    const fault = delivery === 'pull-request' ? failure : undefined;
    const way = { name: config.name, hasForge: managed.pulls !== undefined, fault, waits: waiting.has(id) };
    const then = pull === undefined ? whyNotWritten(update, way) : `pull request #${pull.number} proposes it`;
    if (then !== undefined) fates.set(id, then);
  }
  for (const held of [...plan.held, ...(seen?.held ?? [])]) fates.set(held.id, held);
  return fates;
}

function explainAll(
  bindings: readonly Binding[],
  listed: ReadonlyMap<string, ListingAttempt>,
  { aliases, spent }: Pick<Registries, 'aliases' | 'spent'>,
  fates: ReadonlyMap<string, Fate> = new Map(),
): Explanation[] {
  return bindings.flatMap((binding) => {
    const { image, id } = binding.field;
    const attempt = image && listed.get(imageName(image));
    if (image === undefined || attempt === undefined) return [];
    const asked = aliases.canonical(image);
    const cost = { image: asked, requests: spent.of(asked) };
    return [explainBinding(binding, attempt, cost, Date.now(), fates.get(id))];
  });
}
