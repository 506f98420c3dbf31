import { RE2JS } from 're2js';
import { parseGlob } from './glob.ts';
import type { Refusal } from './order.ts';
import { TagPolicyError } from './tag-policy-error.ts';

/** Everything that narrows a policy. */
export interface FilterSet {
  /** What is ordered of a tag that passes: its group `key` where a filter has one, else all of it. Or why it does not pass. */
  pass(tag: string): string | Refusal;
  /** What would be ordered of the tag if it did pass; `undefined` where it has no such part. */
  textOf(tag: string): string | undefined;
}

interface Filter {
  readonly text: string;
  readonly lets: (tag: string) => boolean;
  readonly refusal: Refusal;
  /** What the group `key` holds; present where the filter has that group. */
  readonly key?: (tag: string) => string | undefined;
}

const maxFilters = 50;
const maxFilterLength = 1024;
const form = /^(!?)(regex|glob):([\s\S]*)$/;

/**
 * Reads filters. Each narrows: a tag counts when it passes all of them.
 *
 * @throws TagPolicyError where one of them is not valid: a filter that cannot be read would let everything through.
 */
export function readFilters(texts: readonly string[]): FilterSet {
  if (texts.length > maxFilters) {
    throw new TagPolicyError('too-long', `${texts.length} filters`, `write at most ${maxFilters} filters`);
  }
  const filters = texts.map(readFilter);
  const keyed = filters.filter(({ key }) => key !== undefined);
  const second = keyed[1];
  if (second !== undefined) {
    const problem = 'an earlier filter has a group "key" already; only one can say what is ordered';
    throw new TagPolicyError('bad-filter', second.text, problem);
  }
  const plain = filters.filter(({ key }) => key === undefined);
  const textOf = keyed[0]?.key ?? ((tag: string) => tag);
  const noKey = keyed[0]?.refusal;
  return {
    pass: (tag) => {
      for (const { lets, refusal } of plain) if (!lets(tag)) return refusal;
      return textOf(tag) ?? noKey ?? tag;
    },
    textOf,
  };
}

function readFilter(text: string): Filter {
  if (text.length > maxFilterLength) {
    throw new TagPolicyError(
      'too-long',
      text,
      `a filter is longer than ${maxFilterLength} characters; shorten it`,
    );
  }
  const [, not = '', kind, pattern = ''] = form.exec(text) ?? [];
  if (kind === undefined || pattern === '') {
    const problem = 'write regex:<pattern> or glob:<pattern>, with ! before it to leave tags out';
    throw new TagPolicyError('bad-filter', text, problem);
  }
  const ignores = not === '!';
  const refusal: Refusal = ignores
    ? { code: 'ignored', why: (tag) => `${tag} is left out by ${text}` }
    : { code: 'filtered', why: (tag) => `${tag} does not pass ${text}` };
  if (kind === 'glob') {
    const matches = parseGlob(pattern);
    if (matches === undefined) {
      throw new TagPolicyError('bad-filter', text, 'close every bracket, lower end first: glob:1.[0-9]*');
    }
    return { text, refusal, lets: (tag) => matches(tag) !== ignores };
  }
  const regex = compile(pattern, text);
  const key = regex.namedGroups()['key'];
  if (key === undefined) return { text, refusal, lets: (tag) => regex.test(tag) !== ignores };
  if (ignores) {
    const problem = 'a filter that leaves tags out has nothing to order; name its group otherwise than "key"';
    throw new TagPolicyError('bad-filter', text, problem);
  }
  const keyOf = (tag: string): string | undefined => {
    const matcher = regex.matcher(tag);
    return matcher.find() ? (matcher.group(key) ?? undefined) : undefined;
  };
  return { text, refusal, lets: (tag) => keyOf(tag) !== undefined, key: keyOf };
}

function compile(pattern: string, text: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const problem = `${why}; write it as RE2 has it, which knows no lookaround and no backreference`;
    throw new TagPolicyError('bad-filter', text, problem, { cause });
  }
}
