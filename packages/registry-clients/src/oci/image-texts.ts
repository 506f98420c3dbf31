/** The same as annotation and as label (OCI image specification, "Annotations"). */
const REVISION = 'org.opencontainers.image.revision';
const SOURCE = 'org.opencontainers.image.source';

const MOST_CHARACTERS = 1024;
const CONTROL = /\p{Cc}+/gu;

export type Texts = Readonly<Record<string, string>>;

/**
 * Labels and annotations in one, the later ones before the earlier. Whoever builds an image writes what they like:
 * control characters are taken out and the length is capped, so that a text can go on one line of a log or a page.
 */
export function imageTexts(sources: readonly Texts[]): Texts {
  const entries = sources.flatMap((source) => Object.entries(source));
  return Object.fromEntries(entries.map(([key, text]) => [clean(key), clean(text)]));
}

/** The commit and the repository that an image says it was built from. */
export function originOf(labels: Texts): { readonly revision?: string; readonly source?: string } {
  const { [REVISION]: revision = '', [SOURCE]: source = '' } = labels;
  return { ...(revision === '' ? {} : { revision }), ...(source === '' ? {} : { source }) };
}

function clean(text: string): string {
  return text.replace(CONTROL, ' ').trim().slice(0, MOST_CHARACTERS);
}
