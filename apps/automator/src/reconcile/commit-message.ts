import { printOurTrailer } from '../holds/index.ts';
import { type CommitTemplate, parseCommitTemplate, type TemplateWords } from './commit-template.ts';
import type { ChangeSet, Update } from './update.ts';

/** Where an image was built from, by its own account: text of its builder. */
export interface Origin {
  readonly source?: string;
  readonly revision?: string;
  /** A page that shows the source's commit. */
  readonly link?: string;
}

export interface MessageOptions {
  readonly template?: CommitTemplate | undefined;
  readonly configRepo?: string;
  readonly branch?: string;
  /** By `originKey`. */
  readonly origins?: ReadonlyMap<string, Origin>;
}

const standard: CommitTemplate = parseCommitTemplate('{{subject}}\n\n{{reasons}}');

/** The update's image and version, by which its origin is known. */
export function originKey({ image, to }: Update): string {
  return `${image} ${to}`;
}

/**
 * The message of a change set's commit: what moved and why, in the operator's words or in ours, and a trailer for each
 * update (the audit), which is always there.
 */
export function commitMessage(changeSet: ChangeSet, options: MessageOptions = {}): string {
  const { updates } = changeSet;
  const { template = standard, configRepo = '', branch = '', origins = new Map<string, Origin>() } = options;
  const originOf = (update: Update): Origin => origins.get(originKey(update)) ?? {};
  const words: TemplateWords = {
    ...movesOf(updates),
    reasons: distinct(updates.map(printReason)).join('\n'),
    count: String(updates.length),
    group: oneLine(distinct(updates.flatMap(({ group }) => group ?? [])).join(', ')),
    configRepo,
    branch,
    ...originWordsOf(updates.map(originOf)),
  };
  const each = updates.map((update) => ({
    ...pick(update),
    ...originWordsOf([originOf(update)]),
  }));
  const text = template.render(words, each).trim() || standard.render(words, each);
  const trailers = updates.map(({ id, image, from, to }) =>
    printOurTrailer({ id, repository: image, from, to }),
  );
  return `${text}\n\n${trailers.join('\n')}\n`;
}

function movesOf(updates: readonly Update[]): TemplateWords {
  const images = distinct(updates.map(({ image }) => image));
  const targets = distinct(updates.map(({ to }) => to));
  const what = images.length === 1 ? images[0] : `${images.length} images`;
  const subject =
    images.length === 1 && targets.length === 1
      ? `Update ${what} to ${targets[0]}`
      : `Update ${what} in ${updates.length} places`;
  const from = distinct(updates.map((update) => update.from));
  return { subject, image: images.join(', '), from: from.join(', '), to: targets.join(', ') };
}

function pick({ id, file, image, from, to, policy, reason, group }: Update): TemplateWords {
  return { id, file, image, from, to, policy, reason, group: group ?? '' };
}

function printReason({ image, from, to, policy, reason }: Update): string {
  return `${image}: ${from} -> ${to}, by ${policy}: ${reason}.`;
}

function originWordsOf(origins: readonly Origin[]): TemplateWords {
  const say = (key: keyof Origin): string =>
    distinct(origins.flatMap((origin) => origin[key] ?? [])).join(', ');
  return { source: oneLine(say('source')), revision: oneLine(say('revision')), link: oneLine(say('link')) };
}

/** Text of others must not begin a line, and so no trailer, of its own. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .slice(0, 500)
    .trim();
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
