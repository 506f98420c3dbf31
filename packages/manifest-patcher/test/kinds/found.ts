import { expect } from 'vitest';
import { type ImageField, readFile } from '../../src/index.ts';

/** A manifest, and what is found in it: `<name> <pointer>[!<inner>] <reference or refusal>`. */
export interface FindCase {
  readonly of: string;
  readonly path?: string;
  readonly text: string;
  readonly finds: readonly string[];
}

export function expectFound({ path = 'a.yaml', text, finds }: FindCase): void {
  const { fields, problems } = readFile(path, Buffer.from(text));
  expect(problems).toEqual([]);
  expect(fields.map(brief)).toEqual(finds);
}

function brief({ name = '-', place, image, refusal }: ImageField): string {
  const inner = place.inner === undefined ? '' : `!${place.inner}`;
  const what = refusal === undefined ? (image?.original ?? '') : `(${refusal.code})`;
  return `${name} ${place.pointer}${inner} ${what}`;
}
