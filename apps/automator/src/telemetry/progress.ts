/**
 * Told how far a long work is.
 * @param what such as `reading files`
 * @param done how many of `total`; both left out where nobody knows
 */
export type OnProgress = (what: string, done?: number, total?: number) => void;
