import type { FileFacts, Json } from '@deployment-automator/manifest-patcher';

/** A person's word in `.automator.yaml` that lifts what holds a field by its history. */
export interface Release {
  /** The field's id when it was released. */
  readonly id: string;
  /** The field's key, which outlives moves of list items. */
  readonly field?: string;
  /** The commit that had put the released value there: a later move by a person holds again. */
  readonly commit?: string;
  /** Without a commit: lifts while the field holds this version. */
  readonly version?: string;
}

/** Reads `releases` of the rules file. An entry that says neither commit nor version lifts nothing. */
export function readReleases(rulesFile: FileFacts | undefined): readonly Release[] {
  return entriesOf(rulesFile?.body?.value, 'releases').flatMap((entry) => {
    const text = (key: string): string | undefined => {
      const value = entry[key];
      return typeof value === 'string' ? value : undefined;
    };
    const [id, field, commit, version] = [text('id'), text('field'), text('commit'), text('version')];
    if (id === undefined || (commit === undefined && version === undefined)) return [];
    return [
      {
        id,
        ...(field !== undefined && { field }),
        ...(commit !== undefined && { commit }),
        ...(version !== undefined && { version }),
      },
    ];
  });
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
