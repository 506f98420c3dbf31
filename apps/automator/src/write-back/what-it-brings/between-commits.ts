import { ForgeError } from '@deployment-automator/forge-clients';
import type { ImageChange } from './image-change.ts';
import type { ImageOrigin } from './image-origins.ts';
import { releaseTags } from './release-tags.ts';
import { hostOfSource, type SourceForge, sourceRepository } from './source-repository.ts';

/** What is told of the sources. */
type SourceNews = Pick<ImageChange, 'change' | 'release' | 'missing'>;

const commitsAtMost = 20;
const longestNotes = 30_000;
const longestLine = 500;

/**
 * What lies between the commits that two images were built from. Only full commit ids are asked about, and a
 * release only where both of them are known: a label must not show readers of the config repo anything of a
 * repository that its writer has not seen.
 */
export async function betweenCommits(
  from: ImageOrigin,
  to: ImageOrigin,
  tag: string | undefined,
  forges: readonly SourceForge[],
): Promise<SourceNews> {
  if (to.source === undefined) return { missing: 'the new image does not say where its source is' };
  const repository = sourceRepository(to.source, forges);
  if (repository === undefined) return { missing: elsewhere(to.source) };
  if (from.source !== undefined) {
    const before = sourceRepository(from.source, forges);
    if (before?.forge !== repository.forge || !same(before.path, repository.path)) {
      return { missing: 'the two images name different sources' };
    }
  }
  for (const [which, { revision }] of [
    ['old', from],
    ['new', to],
  ] as const) {
    if (!isCommit(revision)) {
      return { missing: `the ${which} image does not say which commit it was built from` };
    }
  }
  const {
    forge: { client },
    path,
  } = repository;
  const [before, after] = [from.revision ?? '', to.revision ?? ''];
  if (before === after) return { missing: 'both images were built from the same commit' };
  const change = await softly('compare the two commits', () =>
    client.compare(path, before, after, commitsAtMost),
  );
  if ('missing' in change) return change;
  const release = await softly('give the release notes', () => firstRelease(client, path, tag));
  const { url, commits, total } = change.found;
  return {
    change: {
      url,
      total,
      commits: commits.slice(0, commitsAtMost).map(({ id, subject, author }) => ({
        id: cut(id),
        subject: cut(subject),
        author: cut(author),
      })),
    },
    ...('found' in release && {
      release: { ...release.found, notes: release.found.notes.slice(0, longestNotes) },
    }),
    ...('failed' in release && { missing: release.missing }),
  };
}

async function firstRelease(client: SourceForge['client'], path: string, tag = '') {
  for (const candidate of releaseTags(tag)) {
    const release = await client.release(path, candidate);
    if (release !== undefined) return release;
  }
  return undefined;
}

/** Nothing of this is worth a pull request that is not opened: a forge that fails is told of, and no more. */
async function softly<T>(
  what: string,
  ask: () => Promise<T | undefined>,
): Promise<{ found: T } | { missing: string; failed?: true }> {
  try {
    const found = await ask();
    return found === undefined ? { missing: `the forge cannot ${what}` } : { found };
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    return { missing: `the forge did not ${what} (${error.code})`, failed: true };
  }
}

function elsewhere(source: string): string {
  const host = hostOfSource(source);
  return host === undefined
    ? 'the source that the new image names is no repository'
    : `the source that the new image names is at ${host}, and no repository on a forge that is configured`;
}

function isCommit(revision: string | undefined): boolean {
  return revision !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(revision);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function cut(text: string): string {
  return text.slice(0, longestLine);
}
