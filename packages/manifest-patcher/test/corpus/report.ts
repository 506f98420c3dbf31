import type { Listed, Score } from './score.ts';

/** The score as a page of the documentation. */
export function report(score: Score): string {
  const { recall, precision, matched, missed, extra, unlisted, elsewhere, excluded, records } = score;
  const strict = matched / (matched + extra.length + unlisted.length);
  return [
    '# Image fields in real files',
    '',
    'Written by `packages/manifest-patcher/test/corpus/corpus.test.ts` (`vitest -u`) from a corpus of public',
    'repositories whose images were listed by other means. [Image fields](image-fields.md) says what is looked for.',
    '',
    `- Scored records: ${records - excluded.length} of ${records}; left out: ${excluded.length} (${percent(excluded.length / records)}).`,
    `- Recall: ${percent(recall)} (${matched} found, ${missed.length} missed).`,
    `- Precision: ${percent(precision)} (${extra.length} found that are in no list).`,
    `- Precision if what the list says it leaves out is counted as wrong too: ${percent(strict)}.`,
    '',
    '## Left out: no image fields',
    '',
    ...byClass(excluded),
    '## Missed',
    '',
    ...places(missed),
    '## Extra',
    '',
    ...places(extra),
    '## Found where the list does not look',
    '',
    'The description of the list names these as its weaknesses.',
    '',
    ...byClass(unlisted),
    '## Found, and listed in a class that is not scored',
    '',
    ...byClass(elsewhere),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

function byClass(all: readonly Listed[]): readonly string[] {
  const classes = [...new Set(all.map((listed) => listed.class))].toSorted();
  return classes.flatMap((name) => {
    const members = all.filter((listed) => listed.class === name);
    return [`### ${name} (${members.length})`, '', ...places(members)];
  });
}

function places(all: readonly Listed[]): readonly string[] {
  return [...all.map(({ place, value }) => `- \`${place}\`: \`${value}\``), ''];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
