import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Composer, Lexer, Parser } from 'yaml';

/** A folder and the files in it that are looked at. */
export interface Tree {
  readonly folder: string;
  readonly paths: readonly string[];
}

/** Just the bytes. */
export function readAll({ folder, paths }: Tree): void {
  for (const path of paths) readFileSync(join(folder, path));
}

/** One pass of `yaml`'s lexer over each text. */
export function lexAll(texts: readonly string[]): void {
  for (const text of texts) for (const _ of new Lexer().lex(text));
}

/** `yaml`'s token tree of each text, which is what finds a value's place. */
export function parseAll(texts: readonly string[]): void {
  for (const text of texts) for (const _ of new Parser().parse(text));
}

/** `yaml`'s documents of each text, for comparison. */
export function composeAll(texts: readonly string[]): void {
  const options = { uniqueKeys: false, prettyErrors: false };
  for (const text of texts) for (const _ of new Composer(options).compose(new Parser().parse(text)));
}
