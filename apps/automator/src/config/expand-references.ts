import { readFileSync } from 'node:fs';
import { Secret } from './secret.ts';

/** What a value in the configuration may refer to. */
export interface References {
  /** The environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads a file as text, without its last line end. */
  readonly readFile: (path: string) => string;
}

/** Reads files again at every use, as the configuration promises. */
export function readSecretFile(path: string): string {
  return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
}

export interface Expanded {
  readonly value: unknown;
  readonly faults: readonly { readonly path: readonly (string | number)[]; readonly message: string }[];
}

const reference = /\$\{(?:file:(?<file>[^}]+)|(?<name>[A-Za-z_][A-Za-z0-9_]*))\}/g;

/**
 * Replaces `${NAME}` and `${file:PATH}` in every text of a tree of plain values. A text that names a variable
 * which is not set counts as left out, with its key or its place in a list. A text that names a file becomes a
 * `Secret` that is read when it is used.
 */
export function expandReferences(tree: unknown, references: References): Expanded {
  const faults: { path: readonly (string | number)[]; message: string }[] = [];
  const leftOut = Symbol('left out');

  const expandText = (text: string, path: readonly (string | number)[]): unknown => {
    const found = [...text.matchAll(reference)];
    if (found.length === 0) return text;
    if (
      found.some(
        ({ groups }) => groups?.['name'] !== undefined && (references.env[groups['name']] ?? '') === '',
      )
    ) {
      return leftOut;
    }
    const read = (): string =>
      text.replace(reference, (_whole, file: string | undefined, name: string | undefined) =>
        file === undefined ? (references.env[name ?? ''] ?? '') : references.readFile(file),
      );
    if (found.every(({ groups }) => groups?.['file'] === undefined)) return read();
    try {
      read();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      faults.push({ path, message: `${reason}; check that the file is there and readable` });
      return leftOut;
    }
    return new Secret(read);
  };

  const expand = (value: unknown, path: readonly (string | number)[]): unknown => {
    if (typeof value === 'string') return expandText(value, path);
    if (Array.isArray(value)) {
      return value.map((item, at) => expand(item, [...path, at])).filter((item) => item !== leftOut);
    }
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).map(([key, item]) => [key, expand(item, [...path, key])] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== leftOut));
  };

  const value = expand(tree, []);
  return { value: value === leftOut ? undefined : value, faults };
}
