/** The ways to write bindings that are read today. */
export type DialectName = 'automator';
