import { bringsSections } from './brings-sections.ts';
import { fitSections, type Section } from './fit-sections.ts';
import { footerSection } from './footer-section.ts';
import { heldSection } from './held-section.ts';
import type { PullRequestInput, PullRequestText } from './pull-request-input.ts';
import { titleOf } from './title.ts';
import { updatesSection } from './updates-section.ts';

const cutNotice = 'The rest was left out: it is longer than this forge allows.';

/**
 * A pull request's title and body, for the reviewer. Pure: the same input gives the same text, so an open pull
 * request is changed only when there is something to say. Whatever the texts of others hold, they are shown and do
 * nothing, and both stay within the forge's limits.
 */
export function renderPullRequest(input: PullRequestInput): PullRequestText {
  const { updates, held, limits, reopens, reserved } = input;
  const files = new Set(updates.map(({ file }) => file)).size;
  const opening: Section = {
    rank: 0,
    head: `${counted(updates.length, 'image field')} in ${counted(files, 'file')} can move to what the tag policies choose.`,
    items: [],
    leftOut: () => '',
  };
  const sections = [
    opening,
    updatesSection(input),
    ...bringsSections(input),
    ...heldSection(held),
    footerSection(reopens),
  ];
  return {
    title: titleOf(updates, limits.maxTitle),
    body: fitSections(sections, limits.maxBody - reserved, cutNotice),
  };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
