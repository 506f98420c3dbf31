import type { FileFacts, Json } from '@deployment-automator/manifest-patcher';

/** A person's word in `.automator.yaml` that lifts what holds a field by its history, or by a refused pull request. */
export interface Release {
  /** The field's id when it was released. */
  readonly id: string;
  /** The field's key, which outlives moves of list items. */
  readonly field?: string;
  /** The commit that had put the released value there: a later move by a person holds again. */
  readonly commit?: string;
  /** Without a commit: lifts while the field holds this version. */
  readonly version?: string;
  /** When it was said, RFC 3339: what was refused until then may be proposed again. */
  readonly at?: string;
}

/** Reads `releases` of the rules file. An entry that says neither commit nor version lifts nothing. */
export function readReleases(rulesFile: FileFacts | undefined): readonly Release[] {
  return entriesOf(rulesFile?.body?.value, 'releases').flatMap((entry) => {
    const text = (key: string): string | undefined => {
      const value = entry[key];
      return typeof value === 'string' ? value : undefined;
    };
    const [id, field, at] = [text('id'), text('field'), text('at')];
    const [commit, version] = [text('commit'), text('version')];
    if (id === undefined || (commit === undefined && version === undefined)) return [];
    return [
      {
        id,
        ...(field !== undefined && { field }),
        ...(commit !== undefined && { commit }),
        ...(version !== undefined && { version }),
        ...(at !== undefined && { at }),
      },
    ];
  });
}

/**
 * Whether a release is about a field. A list item may have moved since, so where it says the field's key that counts.
 *
 * @param about the field's id now, and its key
 */
export function isReleaseOf(
  { id, field }: Release,
  about: { readonly id: string; readonly field: string },
): boolean {
  const file = about.id.slice(0, about.id.indexOf('#') + 1);
  return field === undefined ? id === about.id : id.startsWith(file) && field === about.field;
}

/** The entries of one section that are mappings. */
export function entriesOf(
  body: Json | undefined,
  section: string,
): readonly Readonly<Record<string, Json>>[] {
  if (!isMap(body)) return [];
  const list = body[section];
  return isList(list) ? list.filter(isMap) : [];
}

export function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
