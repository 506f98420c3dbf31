import type { Release, SourceChange } from '@deployment-automator/forge-clients';
import type { ImageChange } from '../what-it-brings/index.ts';
import type { Section } from './fit-sections.ts';
import { code, link, plain } from './foreign-text.ts';
import type { ProposedUpdate, PullRequestInput } from './pull-request-input.ts';
import { notesAsLines } from './release-notes.ts';
import { shortVersion } from './short-version.ts';

/** What each different move brings: the commits between the two images, and the release notes. */
export function bringsSections({ updates, details }: PullRequestInput): Section[] {
  const told = new Map<string, Section[]>();
  for (const update of updates) {
    const { image, from, to } = update;
    const key = JSON.stringify([image, from, to]);
    const { brings } = details(update);
    if (brings !== undefined && !told.has(key)) told.set(key, sectionsOf(update, brings));
  }
  return [...told.values()].flat();
}

function sectionsOf(update: ProposedUpdate, brings: ImageChange): Section[] {
  const { image, from, to } = update;
  const move = `${code(image)} ${code(shortVersion(from))} → ${code(shortVersion(to))}`;
  const { change, release, missing } = brings;
  const lines = [
    `### What it brings: ${move}`,
    ...(change === undefined ? [] : [total(change)]),
    ...(missing === undefined ? [] : [`Not all is known: ${plain(missing, 400)}.`]),
    ...(change === undefined ? claims(brings) : []),
  ];
  const commits = {
    rank: 3,
    head: `${lines.join('\n\n')}${change === undefined || change.commits.length === 0 ? '' : '\n'}`,
    items: (change?.commits ?? []).map(
      ({ id, subject, author }) =>
        `- ${plain(subject, 120) || 'no subject'} (${plain(author, 60)}, ${code(id.slice(0, 12))})`,
    ),
    leftOut: (count: number) =>
      `\n${count} commits that ${move} brings were left out for their length${seeAll(change)}.`,
  };
  return release === undefined ? [commits] : [commits, notesOf(release)];
}

function total({ url, commits, total: all }: SourceChange): string {
  const count = all === 1 ? '1 commit' : `${all} commits`;
  const listed = commits.length < all && commits.length > 0 ? `, ${commits.length} of them listed` : '';
  return `${link('Compare the sources', url)}: ${count}${listed}.`;
}

function seeAll(change: SourceChange | undefined): string {
  return change === undefined ? '' : `: ${link('see all of them', change.url)}`;
}

function claims({ source = '', revision = '' }: ImageChange): string[] {
  const words = [
    ...(source === '' ? [] : [`built from ${plain(source)}`]),
    ...(revision === '' ? [] : [`at revision ${code(revision)}`]),
  ];
  return words.length === 0 ? [] : [`By the image's own account: ${words.join(', ')}.`];
}

function notesOf({ tag, url, notes }: Release): Section {
  const lines = notesAsLines(notes);
  return {
    rank: 4,
    head: `${link('Release notes', url)} of ${code(tag)}${lines.length === 0 ? ': empty.' : ', without their markup:\n'}`,
    items: lines,
    leftOut: (count) =>
      `\n${count} lines of the ${link('release notes', url)} of ${code(tag)} were left out for their length.`,
  };
}
