/** The parts of an id, decoded. */
export interface FieldId {
  readonly file: string;
  readonly document: number;
  readonly pointer: string;
  readonly inner?: string;
}

/**
 * Print an id: `<file>#<document><pointer>[!<inner>]`.
 *
 * `%`, `#`, `!`, white space and control characters are percent-encoded as UTF-8, so that an id is one word in a
 * commit trailer and splits at its first `#` and `!`. All else, other alphabets included, stays readable.
 */
export function printFieldId({ file, document, pointer, inner }: FieldId): string {
  const tail = inner === undefined ? '' : `!${encode(inner)}`;
  return `${encode(file)}#${document}${encode(pointer)}${tail}`;
}

/** Read an id; undefined where the text is none. */
export function parseFieldId(id: string): FieldId | undefined {
  const match = /^([^#!]+)#(\d{1,9})((?:\/[^#!]*)?)(?:!([^#!]*))?$/.exec(id);
  if (match === null) return undefined;
  const [, file = '', document = '', pointer = '', inner] = match;
  try {
    return {
      file: decodeURIComponent(file),
      document: Number(document),
      pointer: decodeURIComponent(pointer),
      ...(inner === undefined ? {} : { inner: decodeURIComponent(inner) }),
    };
  } catch {
    return undefined;
  }
}

/** One step of an RFC 6901 JSON pointer. */
export function pointerStep(key: string | number): string {
  if (typeof key === 'number' || !/[~/]/.test(key)) return `/${key}`;
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The id of what stands below a place: `idBelow(resource.id, 'metadata', 'annotations', 'automator/tag')`. */
export function idBelow(id: string, ...steps: readonly (string | number)[]): string {
  return id + encode(steps.map(pointerStep).join(''));
}

/** The steps of an RFC 6901 JSON pointer, decoded. */
export function pointerSteps(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function encode(text: string): string {
  return text.replace(/[%#!\s\p{Cc}]/gu, (character) =>
    Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
      '',
    ),
  );
}
