/** What a commit's message is made of, as the operator wrote it. */
export interface CommitTemplate {
  /** Every word that it names. */
  readonly asks: ReadonlySet<string>;
  /** @param updates one set of words for each update */
  render(words: TemplateWords, updates: readonly TemplateWords[]): string;
}

export type TemplateWords = Readonly<Record<string, string>>;

/** Words that a template may use anywhere. */
const changeSetWords = [
  'subject',
  'reasons',
  'image',
  'from',
  'to',
  'count',
  'group',
  'configRepo',
  'branch',
];
/** Words of one image's source, which are asked for at the registry only where a template names them. */
export const originWords: readonly string[] = ['source', 'revision', 'link'];
/** Words within `{{#each updates}}…{{/each}}`, beside those above. */
const updateWords = ['id', 'file', 'policy', 'reason'];

type Part = { readonly text: string } | { readonly word: string } | { readonly each: readonly Part[] };

const tag = /\{\{\s*([^{}]*?)\s*\}\}/g;
const open = /^#each\s+updates$/;

/**
 * Reads `Deploy {{image}} {{to}}` and `{{#each updates}}…{{/each}}`: names are put in as they are, nothing is run.
 * @throws Error that names what is wrong
 */
export function parseCommitTemplate(text: string): CommitTemplate {
  const outer: Part[] = [];
  const asks = new Set<string>();
  let inner: Part[] | undefined;
  let at = 0;
  for (const match of text.matchAll(tag)) {
    const [whole, said = ''] = match;
    (inner ?? outer).push({ text: text.slice(at, match.index) });
    at = match.index + whole.length;
    if (open.test(said) && inner === undefined) inner = [];
    else if (said === '/each' && inner !== undefined) {
      outer.push({ each: inner });
      inner = undefined;
    } else {
      const known = [...changeSetWords, ...originWords, ...(inner === undefined ? [] : updateWords)];
      if (!known.includes(said))
        throw new Error(`{{${said}}} is not known here; known are ${known.join(', ')}`);
      asks.add(said);
      (inner ?? outer).push({ word: said });
    }
  }
  if (inner !== undefined) throw new Error('{{#each updates}} has no {{/each}}');
  outer.push({ text: text.slice(at) });
  return { asks, render: (words, updates) => renderParts(outer, words, updates) };
}

function renderParts(
  parts: readonly Part[],
  words: TemplateWords,
  updates: readonly TemplateWords[],
): string {
  return parts
    .map((part) => {
      if ('text' in part) return part.text;
      if ('word' in part) return words[part.word] ?? '';
      return updates.map((update) => renderParts(part.each, { ...words, ...update }, [])).join('');
    })
    .join('');
}
