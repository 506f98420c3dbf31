/** A comment's text that a dialect reads: its name, and how to take the value out of the text after the `#`. */
export interface CommentMark {
  readonly key: string;
  /** The first group is the value. */
  readonly pattern: RegExp;
}

/** The keys that dialects use; each dialect adds its rows. */
export const annotationPrefixes: readonly string[] = ['automator/'];

/** Dialects that write their options as labels add their rows here. */
export const labelPrefixes: readonly string[] = [];

export const commentMarks: readonly CommentMark[] = [
  { key: 'automator', pattern: /^#+[ \t]*automator:[ \t]*(.*?)[ \t]*\r?$/su },
];
