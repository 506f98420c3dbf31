import { describe, expect, it } from 'vitest';
import { applySplices, edit, readFile } from '../../src/index.ts';
import { beforeAndAfter, cutOut, type DamageCase, rewritten } from './damage.ts';

function expectNoDamage(damage: DamageCase): void {
  const [before, after] = beforeAndAfter(damage);
  const bytes = Buffer.from(before);
  const to = damage.to ?? { tag: '2' };
  const patch = edit(
    'values.yaml',
    bytes,
    readFile('values.yaml', bytes).fields.map((field) => ({ field, to })),
  );
  expect(Buffer.from(patch.bytes).toString()).toBe(after);
  expect(patch.refused.map(({ code }) => code)).toEqual(damage.refused ?? []);
  expect(bytes.equals(applySplices(patch.bytes, patch.undo))).toBe(true);
}

describe('what rewriting the whole file spoils stays as it is:', () => {
  it.each(rewritten)('$name', expectNoDamage);
});

describe('what cutting a line spoils stays as it is:', () => {
  it.each(cutOut)('$name', expectNoDamage);
});

describe('a file of 10 MB in many documents', () => {
  it('loses and gains nothing but the value', () => {
    const filler = `---\nkind: ConfigMap\ndata:\n${`  key: ${'x'.repeat(90)}\n`.repeat(100)}`;
    const text = `${filler.repeat(1000)}---\nkind: Pod\nspec:\n  containers:\n  - image: web:1 # x\n`;
    const bytes = Buffer.from(text);
    const { fields } = readFile('f.yaml', bytes);
    const patch = edit(
      'f.yaml',
      bytes,
      fields.map((field) => ({ field, to: { tag: '2' } })),
    );
    expect(Buffer.from(patch.bytes).equals(Buffer.from(text.replace('web:1', 'web:2')))).toBe(true);
  });
});
