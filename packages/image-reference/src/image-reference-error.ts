import { maxReferenceLength, maxRepositoryLength } from './grammar.ts';

/** Why a text is not an image reference. */
export type ImageReferenceErrorCode =
  | 'empty'
  | 'too-long'
  | 'url'
  | 'bad-registry'
  | 'bad-repository'
  | 'upper-case'
  | 'bare-digest'
  | 'bad-tag'
  | 'bad-digest'
  | 'not-a-name';

const explanations: Readonly<Record<ImageReferenceErrorCode, string>> = {
  empty: 'it is empty; write a reference such as ghcr.io/acme/web:1.2.3',
  'too-long': `it is longer than ${maxReferenceLength} characters; shorten it`,
  url: 'it starts like a URL; leave out the part up to "://"',
  'bad-registry': 'the part before the first "/" is not a host; write it as in ghcr.io or localhost:5000',
  'bad-repository': `the repository may hold lower-case letters and digits, parted by ".", "_", "__", "-" or "/", at most ${maxRepositoryLength} characters; correct it`,
  'upper-case': 'the repository holds upper-case letters; write it in lower case',
  'bare-digest': 'it is 64 hex digits and nothing else; write NAME@sha256:DIGITS',
  'bad-tag':
    'what follows ":" is not a tag; use 1 to 128 letters, digits, "_", "." and "-", not starting with "." or "-"',
  'bad-digest':
    'what follows "@" is not a digest; write sha256: and 64 lower-case hex digits (or sha384 and 96, sha512 and 128)',
  'not-a-name': 'only a name is wanted here; leave out the tag and the digest',
};

const shownLength = 120;

/** A text that is not an image reference, or not the part of one that is wanted. */
export class ImageReferenceError extends Error {
  override readonly name = 'ImageReferenceError';
  readonly code: ImageReferenceErrorCode;
  /** The text as it was given, but for credentials of a URL, which are replaced by `***`. */
  readonly text: string;

  constructor(code: ImageReferenceErrorCode, text: string) {
    const harmless = text.replace(/:\/\/[^/]*@/g, '://***@');
    const shown = harmless.length > shownLength ? `${harmless.slice(0, shownLength)}…` : harmless;
    super(`${JSON.stringify(shown)} is not an image reference: ${explanations[code]}`);
    this.code = code;
    this.text = harmless;
  }
}
