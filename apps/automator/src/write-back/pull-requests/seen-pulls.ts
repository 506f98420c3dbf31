import type { PullRequest } from '@deployment-automator/forge-clients';
import { z } from 'zod';
import type { Held, HeldCode, Update } from '../../reconcile/index.ts';
import { heldCodes } from '../../reconcile/index.ts';
import type { Store } from '../../store/index.ts';
import type { Proposer } from './branch-name.ts';
import type { OpenPull, PullRequestAction } from './known-pulls.ts';

/** A pull request of ours, as far as it is of interest to people. */
export interface SeenPull {
  readonly number: number;
  /** For people. */
  readonly url: string;
  readonly title: string;
  readonly branch: string;
  readonly state: 'open' | 'refused';
  /** When it was opened, or refused; ms since the epoch, where it is known. */
  readonly at?: number | undefined;
  /** The fields that it is about, by id. */
  readonly fields: readonly string[];
}

/** What the last look at the pull requests of one branch saw. */
export interface SeenPulls {
  readonly pulls: readonly SeenPull[];
  readonly held: readonly Held[];
  /** The fields whose updates are proposed later: a limit is reached, or company is waited for. */
  readonly waiting: readonly string[];
}

const kept = z.object({
  pulls: z.array(
    z.object({
      number: z.number(),
      url: z.string(),
      title: z.string(),
      branch: z.string(),
      state: z.enum(['open', 'refused']),
      at: z.number().optional(),
      fields: z.array(z.string()),
    }),
  ),
  held: z.array(
    z.object({
      id: z.string(),
      image: z.string(),
      from: z.string(),
      to: z.string(),
      code: z.enum(heldCodes satisfies readonly HeldCode[]),
      reason: z.string(),
      since: z.string().nullable(),
    }),
  ),
  waiting: z.array(z.string()),
});

type Whose = Pick<Proposer, 'configRepo' | 'base'>;

function keyOf({ configRepo, base }: Whose): string {
  return `pulls:${configRepo}#${base}`;
}

/** What any process saw last; nothing where nobody has looked, or what was kept cannot be read any more. */
export async function readSeenPulls(store: Pick<Store, 'get'>, whose: Whose): Promise<SeenPulls> {
  return parseSeen(await store.get(keyOf(whose)));
}

function parseSeen(text: string | undefined): SeenPulls {
  const read = text === undefined ? undefined : kept.safeParse(JSON.parse(text));
  return read?.data ?? { pulls: [], held: [], waiting: [] };
}

/**
 * Remembers it for every process, also after a restart. Written only where it is another one than before.
 *
 * @returns what was remembered before
 */
export async function rememberSeenPulls(
  store: Pick<Store, 'get' | 'put'>,
  whose: Whose,
  { pulls, held, waiting }: SeenPulls,
): Promise<SeenPulls> {
  const text = JSON.stringify({ pulls, held, waiting });
  const before = await store.get(keyOf(whose));
  if (before !== text) await store.put(keyOf(whose), text);
  return parseSeen(before);
}

/** An open pull request, and the fields that its branch moves. */
export function seenOpen({ pull, branch }: Pick<OpenPull, 'pull' | 'branch'>): SeenPull {
  return { ...describe(pull), fields: (branch?.targets ?? []).map(({ id }) => id) };
}

/** The same after an action: one is opened, moved on or closed. */
export function seenAfter(
  seen: readonly SeenPull[],
  action: PullRequestAction,
  { pull, proposed }: { readonly pull?: PullRequest; readonly proposed: readonly Update[] },
): readonly SeenPull[] {
  if (action.do === 'close') return seen.filter(({ number }) => number !== action.open.pull.number);
  if (pull === undefined) return seen;
  const others = seen.filter(({ number }) => number !== pull.number);
  return [...others, { ...describe(pull), fields: proposed.map(({ id }) => id) }];
}

function describe({ number, url, title, head, createdAt }: PullRequest): Omit<SeenPull, 'fields'> {
  return { number, url, title, branch: head.branch, state: 'open', at: createdAt };
}
