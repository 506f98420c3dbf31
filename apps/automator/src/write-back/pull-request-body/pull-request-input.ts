import type { ImageField } from '@deployment-automator/manifest-patcher';
import type { Held, Update } from '../../reconcile/index.ts';
import type { ImageChange } from '../what-it-brings/index.ts';

/** What a pull request's text needs of an update. */
export type ProposedUpdate = Pick<
  Update,
  'image' | 'from' | 'to' | 'policy' | 'reason' | 'group' | 'file'
> & { readonly binding: { readonly field: Pick<ImageField, 'place' | 'name'> } };

/** What is known of an update beside the update. */
export interface UpdateDetails {
  /** The tag that came second, and what was said of it; `null` where no other tag counts, left out where unknown. */
  readonly runnerUp?: RunnerUp | null;
  /** Left out where nobody has asked yet. */
  readonly brings?: ImageChange;
}

/** The best of the tags that counted and were not chosen. */
export interface RunnerUp {
  readonly tag: string;
  /** One sentence, without a full stop. */
  readonly reason: string;
}

/** What is told of a field that would belong here and is held. */
export type HeldField = Omit<Held, 'code'> & { readonly code: string };

export interface PullRequestInput {
  /** At least one. */
  readonly updates: readonly ProposedUpdate[];
  readonly details: (update: ProposedUpdate) => UpdateDetails;
  readonly held: readonly HeldField[];
  readonly limits: TextLimits;
  /** Whether the forge can reopen what was closed. */
  readonly reopens: boolean;
  /** Room at the body's end that stays free, for the hidden marker; in characters. */
  readonly reserved: number;
}

/** The longest texts that a forge takes, in characters. */
export interface TextLimits {
  readonly maxTitle: number;
  readonly maxBody: number;
}

/** A pull request as people read it. */
export interface PullRequestText {
  /** One line of plain text. */
  readonly title: string;
  /** Markdown, at most `maxBody - reserved` long. */
  readonly body: string;
}
