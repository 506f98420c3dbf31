import type { JSX } from 'preact';

/** So many digits of a digest are enough to tell two apart. */
const longDigest = /(sha256:[0-9a-f]{12})[0-9a-f]+/;

/** A version; of its digest only the beginning, and all of it in the title. */
export function Version({ version }: { readonly version: string }): JSX.Element {
  const short = version.replace(longDigest, '$1…');
  return (
    <span class="version" title={short === version ? undefined : version}>
      {short === '' || short === '-' ? '–' : short}
    </span>
  );
}
