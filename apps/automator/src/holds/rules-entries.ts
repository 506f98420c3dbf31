import type { EntryEdit, FileFacts, Json } from '@deployment-automator/manifest-patcher';
import { entriesOf, isList, isMap } from './release.ts';

/** Where persons' words are written. */
export const rulesFile = '.automator.yaml';

/** Who says something, why, and for how long; texts as they are written into the rules file. */
export interface Word {
  /** When it is said, RFC 3339. */
  readonly at: string;
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
  /** RFC 3339; without it, until it is taken back. */
  readonly until?: string | undefined;
}

/** A field as an entry names it: by the id that the command line prints, and by what outlives moves of list items. */
export interface NamedField {
  readonly id: string;
  readonly field: string;
}

/** Holds a field, in the place of what held it here before. */
export function holdEdits(rules: FileFacts | undefined, { id, field }: NamedField, word: Word): EntryEdit[] {
  return [
    ...removeWhere(rules, 'holds', (entry) => means(entry, { id, field }), true),
    add('holds', { id, field, ...spoken(word) }),
  ];
}

/**
 * Releases a field: takes away the holds that are written on it, and lifts what holds it by its history.
 *
 * @param lifted the commit that put the field's value there, and that value
 */
export function releaseEdits(
  rules: FileFacts | undefined,
  { id, field }: NamedField,
  lifted: { readonly commit?: string | undefined; readonly version: string },
  word: Word,
): EntryEdit[] {
  const commit = lifted.commit === undefined ? {} : { commit: lifted.commit };
  return [
    ...removeWhere(rules, 'holds', (entry) => means(entry, { id, field }), false),
    ...removeWhere(rules, 'releases', (entry) => means(entry, { id, field }), true),
    add('releases', { id, field, ...commit, version: lifted.version, ...spoken(word) }),
  ];
}

/** Whether the rules file itself holds this field. */
export function isHeldHere(rules: FileFacts | undefined, field: NamedField): boolean {
  return entriesOf(rules?.body?.value, 'holds').some((entry) => means(entry, field));
}

/** Stops every update of the config repo. */
export function freezeEdits(word: Word): EntryEdit[] {
  return [add('freezes', spoken(word))];
}

/** Takes away every freeze of the config repo. */
export function unfreezeEdits(rules: FileFacts | undefined): EntryEdit[] {
  const body = rules?.body?.value;
  return isMap(body) && body['freeze'] !== undefined
    ? [...removeWhere(rules, 'freezes', () => true, false), { at: `${rulesFile}#0/freeze`, entry: null }]
    : removeWhere(rules, 'freezes', () => true, false);
}

/** Whether an entry is about this field: by what outlives moves of list items where it says that, else by the id. */
function means(entry: Readonly<Record<string, Json>>, { id, field }: NamedField): boolean {
  const { id: said, field: key } = entry;
  if (typeof said !== 'string') return false;
  return typeof key === 'string' ? key === field && fileOf(said) === fileOf(id) : said === id;
}

/** The file that an id names, as it is written there. */
export function fileOf(id: string): string {
  return id.slice(0, id.indexOf('#'));
}

/** Removes entries of a section, and with the last one the section, unless something is added to it. */
function removeWhere(
  rules: FileFacts | undefined,
  section: string,
  isMeant: (entry: Readonly<Record<string, Json>>) => boolean,
  isAddedTo: boolean,
): EntryEdit[] {
  const body = rules?.body?.value;
  const entries = isMap(body) ? body[section] : undefined;
  if (!isList(entries)) return [];
  const meant = entries.flatMap((entry, index) => (isMap(entry) && isMeant(entry) ? [index] : []));
  if (meant.length > 0 && meant.length === entries.length && !isAddedTo) {
    return [{ at: `${rulesFile}#0/${section}`, entry: null }];
  }
  return meant.map((index) => ({ at: `${rulesFile}#0/${section}/${index}`, entry: null }));
}

function add(section: string, entry: Readonly<Record<string, Json>>): EntryEdit {
  return { at: `${rulesFile}#0/${section}/-`, entry };
}

/** In the order in which a person reads it. */
function spoken({ reason, until, by, at }: Word): Readonly<Record<string, string>> {
  return {
    ...(reason !== undefined && { reason }),
    ...(until !== undefined && { until }),
    ...(by !== undefined && { by }),
    at,
  };
}
