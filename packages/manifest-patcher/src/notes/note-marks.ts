/** A comment that a dialect reads. */
export interface CommentMark {
  readonly key: string;
  /** The note's value, taken from the comment's source text with its `#`; undefined for any other comment. */
  read(comment: string): string | undefined;
}

/** The keys that dialects use; each dialect adds its rows. */
export const annotationPrefixes: readonly string[] = [
  'automator/',
  'fluxcd.io/',
  'flux.weave.works/',
  'filter.fluxcd.io/',
  'repository.fluxcd.io/',
  'registry.fluxcd.io/',
  'tag.fluxcd.io/',
  'argocd-image-updater.argoproj.io/',
  'keel.sh/',
];

/** Dialects that write their options as labels add their rows here. */
export const labelPrefixes: readonly string[] = ['keel.sh/'];

export const commentMarks: readonly CommentMark[] = [
  { key: 'automator', read: (comment) => /^#+[ \t]*automator:[ \t]*(.*?)[ \t]*\r?$/su.exec(comment)?.[1] },
  { key: '$imagepolicy', read: imagePolicyMarker },
];

/**
 * What a Flux marker names, such as `flux-system:podinfo:tag`. The whole comment must be one JSON object of strings.
 * Where it names `$imagepolicy` and is no such object, all that it says, so that a dialect can report it.
 *
 * @see https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources
 */
function imagePolicyMarker(comment: string): string | undefined {
  if (!comment.includes('$imagepolicy')) return undefined;
  const said = comment.replace(/^#+/, '').trim();
  if (!said.includes('"$imagepolicy"') && !said.startsWith('{')) return undefined;
  return markedPolicy(said) ?? said;
}

function markedPolicy(said: string): string | undefined {
  try {
    const read: unknown = JSON.parse(said);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
    const entries = new Map<string, unknown>(Object.entries(read));
    if (![...entries.values()].every((value) => typeof value === 'string')) return undefined;
    const policy = entries.get('$imagepolicy');
    return typeof policy === 'string' && policy !== '' ? policy : undefined;
  } catch {
    return undefined;
  }
}
