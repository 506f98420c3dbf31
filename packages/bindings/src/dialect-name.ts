/** The ways to write bindings. */
export type DialectName = 'automator' | 'flux-v1' | 'flux-v2' | 'argocd-image-updater' | 'keel';
