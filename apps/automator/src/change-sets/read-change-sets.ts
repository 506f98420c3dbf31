import type { ChangeSet } from '@deployment-automator/api-schema';
import { imageIdOf } from '../check/index.ts';
import type { OurCommit, OurCommits } from '../config-repo/index.ts';
import { readOurTrailers } from '../holds/index.ts';
import type { SeenPull, SeenPulls } from '../write-back/index.ts';
import type { PlainChangeSet } from './story.ts';

/** A config repo, as far as its change sets are read from it. */
export interface ChangeSetSource {
  readonly configRepo: string;
  readonly branch: string;
  /** The newest commit that was read; undefined before the first. */
  tip(): string | undefined;
  readonly ourCommits: OurCommits;
  /** The branches of our pull requests, to their newest commits. */
  heads(): Promise<ReadonlyMap<string, string>>;
  /** What the last look at the pull requests saw. */
  pulls(): Promise<Pick<SeenPulls, 'pulls' | 'held'>>;
  /** A page for people that shows a commit. */
  link(commit: string): string | undefined;
  /** The one name of an image, whichever name a file uses. */
  nameOf(image: string): string;
}

/** A change set, with the message of its commit where that is there. */
export interface ReadChangeSet {
  readonly set: PlainChangeSet;
  readonly message: string;
  /** What the branch of a pull request is at, while it is there. */
  readonly head?: string | undefined;
}

/** What was written on the branch, and what is proposed for it. */
export async function readChangeSets(source: ChangeSetSource): Promise<readonly ReadChangeSet[]> {
  const tip = source.tip();
  if (tip === undefined) return [];
  const [commits, { pulls, held }] = await Promise.all([source.ourCommits.behind(tip), source.pulls()]);
  const written = commits.map((commit) => writtenSet(commit, source));
  if (pulls.length === 0) return written;
  const heads = await source.heads();
  const open = new Set(pulls.filter(({ state }) => state === 'open').map(({ branch }) => branch));
  const proposed = await Promise.all(
    pulls.map(async (pull) => {
      // Another one may be open from the branch of one that was refused.
      const isIts = pull.state === 'open' || !open.has(pull.branch);
      const head = isIts ? heads.get(pull.branch) : undefined;
      const commit = head === undefined ? undefined : await source.ourCommits.between(tip, head);
      const set = proposedSet(pull, commit, source);
      return {
        set: { ...set, updates: proposedUpdates(pull, commit, held, source) },
        head,
        message: commit?.message ?? '',
      };
    }),
  );
  return [...proposed, ...written];
}

function writtenSet(one: OurCommit, source: ChangeSetSource): ReadChangeSet {
  const { commit, at, author, message, isMerged } = one;
  return {
    message,
    set: {
      ...placeOf(source),
      id: commit,
      kind: isMerged ? 'pull-request' : 'commit',
      state: 'written',
      at,
      title: titleOf(message),
      author,
      commit,
      url: source.link(commit) ?? null,
      updates: updatesOf(message, source),
    },
  };
}

/** @param commit ours on the branch; undefined where the branch is gone */
function proposedSet(
  pull: SeenPull,
  commit: OurCommit | undefined,
  source: ChangeSetSource,
): Omit<PlainChangeSet, 'updates'> {
  const openedAt = pull.at === undefined ? undefined : new Date(pull.at).toISOString();
  return {
    ...placeOf(source),
    id: pull.state === 'open' ? pull.branch : `${pull.branch}#${pull.number}`,
    kind: 'pull-request',
    state: pull.state,
    at: openedAt ?? commit?.at ?? new Date(0).toISOString(),
    title: pull.title,
    author: commit?.author ?? '',
    commit: commit?.commit ?? null,
    url: pull.url,
  };
}

/** As its commit says; where that is gone, what is held because of it. */
function proposedUpdates(
  { fields }: SeenPull,
  commit: OurCommit | undefined,
  held: SeenPulls['held'],
  source: ChangeSetSource,
): ChangeSet['updates'] {
  if (commit !== undefined) return updatesOf(commit.message, source);
  return held
    .filter(({ id, code }) => code === 'refused' && fields.includes(id))
    .map(({ id, image, from, to }) => ({ id, image, imageId: imageIdOf(source.nameOf(image)), from, to }));
}

function placeOf({ configRepo, branch }: ChangeSetSource): Pick<PlainChangeSet, 'configRepo' | 'branch'> {
  return { configRepo, branch };
}

function titleOf(message: string): string {
  return message.split('\n')[0] ?? '';
}

function updatesOf(message: string, { nameOf }: ChangeSetSource): ChangeSet['updates'] {
  return readOurTrailers(message).map(({ id, repository, from, to }) => {
    return { id, image: repository, imageId: imageIdOf(known(repository, nameOf)), from, to };
  });
}

/** A trailer that somebody else wrote can name what is no image. */
function known(repository: string, nameOf: (image: string) => string): string {
  try {
    return nameOf(repository);
  } catch {
    return repository;
  }
}
