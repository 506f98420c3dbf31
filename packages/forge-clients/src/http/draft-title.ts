/** A forge that knows drafts by how the title begins. */
export interface DraftTitle {
  /** Whether the title says that it is a draft. */
  isDraft(title: string): boolean;
  /** The title as its author meant it. */
  plain(title: string): string;
  /** The title as the forge is told it. */
  written(title: string, draft: boolean): string;
}

/** @param prefix what is written; @param known what is understood, at the beginning of a title */
export function draftTitle(prefix: string, known: RegExp): DraftTitle {
  const plain = (title: string): string => title.replace(known, '').trimStart();
  return {
    isDraft: (title) => known.test(title),
    plain,
    written: (title, draft) => (draft ? `${prefix} ${plain(title)}` : plain(title)),
  };
}
