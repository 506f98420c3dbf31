import type { Body, FileFacts, Json, Place } from '@deployment-automator/manifest-patcher';
import type { BindingProblem } from '../problem.ts';

/** Where the rules, holds and freezes of a config repo are written. */
export const rulesFilePath = '.automator.yaml';

const sections = ['rules', 'holds', 'freezes', 'freeze'] as const;

export type Section = (typeof sections)[number];

/** One entry of a section, with the place of each of its keys. */
export interface Entry {
  readonly value: Readonly<Record<string, Json>>;
  /** The JSON pointer of the entry in the file. */
  readonly pointer: string;
  place(key?: string): Place;
}

/** The rules file, taken apart as far as it can be read. */
export interface RulesFile {
  readonly sections: Readonly<Partial<Record<Section, readonly Entry[]>>>;
  readonly problems: readonly BindingProblem[];
}

/**
 * Reads the shape of `.automator.yaml`. A file or a section that cannot be read may hold a hold or a freeze, so it
 * blocks every field; a key that is not known is reported and blocks none.
 */
export function openRulesFile(facts: readonly FileFacts[]): RulesFile {
  const file = facts.find(({ path }) => path === rulesFilePath);
  if (file === undefined) return { sections: {}, problems: [] };
  const { body } = file;
  const place = (pointer: string): Place => ({
    file: rulesFilePath,
    document: 0,
    pointer,
    line: file.problems[0]?.line ?? lineOf(pointer, body),
    column: 1,
  });
  const problem = (code: BindingProblem['code'], pointer: string, message: string, blocks: boolean) => ({
    code,
    message: `${rulesFilePath}: ${message}`,
    place: place(pointer),
    fields: blocks ? allFields(facts) : [],
  });
  if (file.problems.length > 0 || (body !== undefined && !isMap(body.value) && body.value !== null)) {
    const what = file.problems[0]?.message ?? 'the file is no mapping';
    const message = `${what}; it may hold holds and freezes, so nothing moves until it can be read`;
    return { sections: {}, problems: [problem('bad-resource', '', message, true)] };
  }
  const found: Partial<Record<Section, readonly Entry[]>> = {};
  const problems: BindingProblem[] = [];
  for (const [key, value] of Object.entries(isMap(body?.value) ? body.value : {})) {
    const section = sections.find((known) => known === key);
    const pointer = stepOf(key);
    if (section === undefined) {
      const message = `there is no "${key}" here; write rules, holds or freezes`;
      problems.push(problem('unknown-key', pointer, message, false));
      continue;
    }
    if (value === null) continue;
    const entries: Entry[] = [];
    for (const [at, item] of itemsOf(section, value)) {
      if (isMap(item)) {
        const here = `${pointer}${at}`;
        entries.push({
          value: item,
          pointer: here,
          place: (name) => place(name === undefined ? here : `${here}${stepOf(name)}`),
        });
      } else {
        const message = `an entry of ${section} is no mapping; write it as a list of mappings`;
        problems.push(problem('bad-resource', pointer, message, true));
      }
    }
    found[section] = entries;
  }
  return { sections: found, problems };
}

/** A section is a list; `freeze` may be one entry, or just `true`. */
function itemsOf(section: Section, value: Json): readonly (readonly [at: string, item: Json])[] {
  if (isList(value)) return value.map((item, index) => [`/${index}`, item] as const);
  if (section !== 'freeze') return [['', null]];
  if (value === false) return [];
  return [['', value === true ? {} : value]];
}

/** The line of a place, or of the nearest one around it that has a line. */
function lineOf(pointer: string, body: Body | undefined): number {
  const line = body?.lines[pointer];
  if (line !== undefined || pointer === '') return line ?? 1;
  return lineOf(pointer.slice(0, pointer.lastIndexOf('/')), body);
}

/** One step of a JSON pointer (RFC 6901). */
function stepOf(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function allFields(facts: readonly FileFacts[]): readonly string[] {
  return facts.flatMap(({ fields, openFields = [] }) => [...fields, ...openFields].map(({ id }) => id));
}

export function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
