import type { RegistryClient } from '@deployment-automator/registry-clients';
import { type CommitTemplate, type Origin, originKey, originWords, type Update } from '../reconcile/index.ts';

/**
 * Where new images were built from, by their labels, asked for only when a commit's template names it. An image that
 * cannot be read just has no origin.
 */
export async function readOrigins(
  updates: readonly Update[],
  template: CommitTemplate | undefined,
  client: RegistryClient,
): Promise<ReadonlyMap<string, Origin>> {
  if (template === undefined || !originWords.some((word) => template.asks.has(word))) return new Map();
  const asked = new Map(updates.map((update) => [originKey(update), update]));
  const read = [...asked].map(async ([key, { name, chosen }]): Promise<[string, Origin]> => {
    const image = await client.readImage(name, chosen.digest ?? chosen.tag).catch(() => undefined);
    const { source, revision } = image ?? {};
    const link = commitLink(source, revision);
    return [
      key,
      {
        ...(source !== undefined && { source }),
        ...(revision !== undefined && { revision }),
        ...(link !== undefined && { link }),
      },
    ];
  });
  return new Map(await Promise.all(read));
}

/** The page of a commit, where source and revision are what they should be. */
function commitLink(source: string | undefined, revision: string | undefined): string | undefined {
  if (source === undefined || revision === undefined || !/^[0-9a-f]{7,64}$/i.test(revision)) return undefined;
  if (!URL.canParse(source)) return undefined;
  const url = new URL(source);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  const page = /gitlab/i.test(url.host) ? '-/commit' : /bitbucket/i.test(url.host) ? 'commits' : 'commit';
  return `${url.origin}${url.pathname.replace(/(\.git)?\/*$/, '')}/${page}/${revision}`;
}
