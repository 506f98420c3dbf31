import type { HoldRequest, ReleaseRequest, WordAnswer } from '@deployment-automator/api-schema';
import { imageName, tryParseImageReference } from '@deployment-automator/image-reference';
import type { ImageAliases } from '@deployment-automator/registry-clients';
import type { Noticed } from '../check/index.ts';
import type { Word } from '../holds/index.ts';
import type { WorkQueue } from '../queue/index.ts';
import { type Actions, ApiProblem } from '../server/index.ts';
import type { ManagedRepo } from './managed-repo.ts';
import type { Poller } from './poller.ts';
import { findById, holdInRepo, releaseInRepo } from './write-word.ts';

export interface ActionOptions {
  readonly repos: readonly ManagedRepo[];
  readonly aliases: Pick<ImageAliases, 'canonical'>;
  readonly noticed: Pick<Noticed, 'note'>;
  readonly queue: Pick<WorkQueue, 'request'>;
  readonly poller: Pick<Poller, 'refresh'>;
  /** Told of what was committed. */
  readonly onWord: (kind: 'hold' | 'release', answer: WordAnswer, word: Word) => void;
  readonly now: () => number;
}

/** What people may ask of the service, besides looking. */
export function createActions(options: ActionOptions): Actions {
  const { repos, aliases, noticed, queue, poller, onWord, now } = options;

  const say = async (
    kind: 'hold' | 'release',
    wish: HoldRequest | ReleaseRequest,
    until?: string,
  ): Promise<WordAnswer> => {
    const managed = meantBy(wish, repos);
    const word = wordOf(wish, now(), until);
    const write = kind === 'hold' ? holdInRepo : releaseInRepo;
    const commit = await write(managed.repo, [wish.id], word);
    const answer = { id: wish.id, configRepo: managed.config.name, commit };
    onWord(kind, answer, word);
    poller.refresh(managed.subject);
    return answer;
  };

  return {
    check: async (asked) => {
      const reference = tryParseImageReference(asked);
      if (reference === undefined) {
        throw new ApiProblem('bad-request', `image in the body: "${asked}" is not the name of an image`, {
          next: 'write it as registry/repository, such as ghcr.io/acme/web',
        });
      }
      const image = aliases.canonical(reference);
      const bound = new Set(
        repos.flatMap((managed) => managed.images()).map((name) => canonicalOf(name, aliases)),
      );
      if (!bound.has(image)) {
        const some = [...bound].sort().slice(0, 10).join(', ');
        const which =
          bound.size === 0 ? 'nothing is bound yet' : `bound are ${some}${bound.size > 10 ? ', …' : ''}`;
        throw new ApiProblem('image-not-bound', `no config repo binds ${imageName(reference)}; ${which}`, {
          next: 'write a tag policy on one of its fields, such as automator/tag: semver:^1.0 (docs/bindings.md)',
        });
      }
      await noticed.note(image, { by: 'person', at: now() });
      await queue.request(`check:${image}`);
      return { image };
    },
    hold: async (wish) => {
      const until = wish.until === undefined ? undefined : new Date(wish.until);
      if (until !== undefined && until.getTime() <= now()) {
        throw new ApiProblem('bad-request', `until in the body: ${wish.until} is not a time to come`, {
          next: 'write a time such as 2027-01-31T12:00:00Z, or leave it out',
        });
      }
      return say('hold', wish, until?.toISOString());
    },
    release: (wish) => say('release', wish),
  };
}

function canonicalOf(name: string, aliases: Pick<ImageAliases, 'canonical'>): string {
  const reference = tryParseImageReference(name);
  return reference === undefined ? name : aliases.canonical(reference);
}

/** The one config repo that has the field. */
function meantBy({ id, configRepo }: HoldRequest, repos: readonly ManagedRepo[]): ManagedRepo {
  const named = repos.filter(({ config }) => configRepo === undefined || config.name === configRepo);
  if (named.length === 0) {
    throw new ApiProblem('not-found', `there is no config repo "${configRepo}"`, {
      next: `name one of ${repos.map(({ config }) => config.name).join(', ')}`,
    });
  }
  const having = named.filter(({ repo }) => {
    const snapshot = repo.snapshot();
    return snapshot !== undefined && findById(snapshot, id) !== undefined;
  });
  const [managed, ...others] = having;
  const names = (having.length > 0 ? having : named).map(({ config }) => config.name).join(', ');
  if (managed === undefined) {
    throw new ApiProblem('not-found', `there is no image field ${id} in ${names}`, {
      next: 'take the id from /api/v1/images',
    });
  }
  if (others.length > 0) {
    throw new ApiProblem('ambiguous', `several config repos have a field ${id}: ${names}`, {
      next: 'say which one is meant with configRepo',
    });
  }
  return managed;
}

function wordOf({ reason, by }: HoldRequest, now: number, until: string | undefined): Word {
  return {
    at: wholeSeconds(new Date(now).toISOString()),
    by: oneLine(by),
    reason: oneLine(reason),
    until: until && wholeSeconds(until),
  };
}

function wholeSeconds(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}

/** It goes into a commit's message, where a line of its own could pass for a trailer of ours. */
function oneLine(text: string | undefined): string | undefined {
  const line = text?.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return line === undefined || line === '' ? undefined : line.replace(/^automator-/i, '“$&”');
}
