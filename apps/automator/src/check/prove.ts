import { imageName, printVersion } from '@deployment-automator/image-reference';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import { AutomatorError } from '../errors/automator-error.ts';
import type { Update } from '../reconcile/index.ts';

/** Which updates may be written: their tag was seen in the registry just now. */
export interface Proof {
  readonly proven: readonly Update[];
  readonly errors: readonly AutomatorError[];
}

/**
 * Asks the registry for each chosen tag by HEAD (law 3: nothing is written that did not resolve just before).
 * A field with a digest gets the tag's digest together with the tag.
 */
export async function prove(updates: readonly Update[], client: RegistryClient): Promise<Proof> {
  const targets = new Map(updates.map((update) => [targetOf(update), update]));
  const results = await Promise.all(
    [...targets].map(async ([target, update]) => [target, await resolve(update, client)] as const),
  );
  const found = new Map(results);
  const proven = updates.flatMap((update) => {
    const result = found.get(targetOf(update));
    return typeof result === 'string' ? [withDigest(update, result)] : [];
  });
  return { proven, errors: results.flatMap(([, result]) => (typeof result === 'string' ? [] : [result])) };
}

function targetOf(update: Update): string {
  return `${update.image}:${update.chosen.tag}`;
}

async function resolve(update: Update, client: RegistryClient): Promise<string | AutomatorError> {
  const where = targetOf(update);
  try {
    const found = await client.resolveTag(update.name, update.chosen.tag);
    if (found !== undefined) return found.digest;
    return new AutomatorError('tag-gone', `${where} was listed but is not in the registry`, {
      where: imageName(update.name),
      next: 'nothing was written; it is looked at again at the next check',
    });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return new AutomatorError('registry-failed', `${where} could not be proved: ${said}`, {
      where: imageName(update.name),
      next: 'nothing was written; it is tried again',
      cause: error,
    });
  }
}

function withDigest(update: Update, digest: string): Update {
  const { field, policy } = update.binding;
  if (field.image?.digest === undefined && policy.digestMode === 'keep') return update;
  const chosen = { ...update.chosen, digest };
  return { ...update, chosen, to: printVersion(chosen) };
}
