import type { Binding, DialectName } from '@deployment-automator/bindings';
import { imageName } from '@deployment-automator/image-reference';
import { type ListingAttempt, readAll } from '../check/index.ts';
import type { Config } from '../config/index.ts';
import { type Held, questionsOf, type ReportedError } from '../reconcile/index.ts';
import type { OnProgress } from '../telemetry/index.ts';
import { planBranch } from '../write-back/index.ts';
import { type Explanation, explainBinding, findAsked } from './explain.ts';
import { listOnce } from './list-once.ts';
import type { ManagedRepo } from './managed-repo.ts';
import { readPlainFolder } from './read-plain-folder.ts';
import { openRegistries, type Registries } from './registries.ts';
import type { CredentialsPart } from './registry-keychain.ts';
import { withRepos } from './with-repos.ts';

/** What is to be said of an image or a field. */
export interface ExplainResult {
  readonly explained: readonly Explanation[];
  /** The fields that nothing governs, and what could not be read. */
  readonly unbound: readonly ReportedError[];
}

/** Explains an image, or one field, in every configured config repo. */
export function explainInRepos(
  config: Config,
  target: string,
  onProgress?: OnProgress,
): Promise<ExplainResult> {
  return withRepos({ config, onProgress }, async ({ repos, errors, listings, ...registries }) => {
    const asked = repos.map((managed) => {
      const snapshot = managed.repo.snapshot();
      const facts = [...(snapshot?.files.values() ?? [])].map((file) => file.facts);
      return { managed, ...findAsked(target, facts, snapshot?.table ?? { bindings: [], problems: [] }) };
    });
    const bindings = asked.flatMap((found) => found.bindings);
    const listed = await readAll(questionsOf(bindings), listings, onProgress);
    const explained: Explanation[] = [];
    for (const { managed, bindings: found } of asked) {
      explained.push(...explainAll(found, listed, registries, await heldIn(managed, found, listed)));
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

/** What of these bindings would move and is held, by field id. */
async function heldIn(
  { repo, rules }: ManagedRepo,
  bindings: readonly Binding[],
  listed: ReadonlyMap<string, ListingAttempt>,
): Promise<ReadonlyMap<string, Held>> {
  const snapshot = repo.snapshot();
  if (snapshot === undefined) return new Map();
  const { held } = await planBranch({
    repo,
    snapshot: { ...snapshot, table: { ...snapshot.table, bindings } },
    listings: (image) => listed.get(image),
    rules: rules(),
    now: Date.now(),
  });
  return new Map(held.map((one) => [one.id, one]));
}

function explainAll(
  bindings: readonly Binding[],
  listed: ReadonlyMap<string, ListingAttempt>,
  { aliases, spent }: Pick<Registries, 'aliases' | 'spent'>,
  held: ReadonlyMap<string, Held> = new Map(),
): Explanation[] {
  return bindings.flatMap((binding) => {
    const { image, id } = binding.field;
    const attempt = image && listed.get(imageName(image));
    if (image === undefined || attempt === undefined) return [];
    const asked = aliases.canonical(image);
    const cost = { image: asked, requests: spent.of(asked) };
    return [explainBinding(binding, attempt, cost, Date.now(), held.get(id))];
  });
}
