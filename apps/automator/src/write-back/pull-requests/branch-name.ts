import { createHash } from 'node:crypto';
import type { ChangeSet } from '../../reconcile/index.ts';

/** Whose pull requests these are: two of them never share a branch. */
export interface Proposer {
  /** The installation's name. */
  readonly instance: string;
  readonly configRepo: string;
  readonly base: string;
}

/** `automator/<slug>-<8 hex>`: says to people what it is about, and to us whose and which change set it is. */
export function branchName(proposer: Proposer, changeSet: Pick<ChangeSet, 'key' | 'delivery'>): string {
  const group = changeSet.key.slice(changeSet.delivery.length + 1);
  const { instance, configRepo, base } = proposer;
  return `automator/${slugOf(group)}-${shortHash([instance, configRepo, base, group])}`;
}

/** The same for every branch of one proposer. */
export function proposerHash({ instance, configRepo, base }: Proposer): string {
  return shortHash([instance, configRepo, base]);
}

function shortHash(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 8);
}

/** A group by its name, an image by the last part of its name: what git takes in a branch's name, and not too long. */
function slugOf(group: string): string {
  const [, image, other = group] =
    /^(?:image (?:\S*\/)?([^\s/]+)|(?:group|directory) (.*))/.exec(group) ?? [];
  const name = image ?? other;
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return slug.replace(/^-+|-+$/g, '') || 'updates';
}
