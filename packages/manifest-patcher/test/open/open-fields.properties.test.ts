import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySplices, edit, type ImageField, readFile } from '../../src/index.ts';

const digest = `sha256:${'a'.repeat(64)}`;

const fieldsIn = (text: string): readonly ImageField[] => {
  const { fields, openFields = [] } = readFile('values.yaml', Buffer.from(text), ['Application']);
  return [...fields, ...openFields];
};

/** The text outside the values of these fields. */
const around = (text: string, fields: readonly ImageField[]): string => {
  const bytes = Buffer.from(text);
  const spans = fields
    .flatMap(({ slots }) => slots.map(({ span }) => span))
    .toSorted((a, b) => a.start - b.start);
  const ends = [0, ...spans.map(({ end }) => end)];
  return ends
    .map((end, index) => bytes.toString('utf8', end, spans[index]?.start ?? bytes.length))
    .join('<>');
};

const tag = fc.constantFrom('1.2.0', '1.10', '20240101', 'v1', 'on', `v1@${digest}`);
const quoted = fc.tuple(tag, fc.constantFrom('', '"', "'")).map(([text, quote]) => quote + text + quote);
const key = fc.constantFrom('tag', 'Version', 'build', 'ü', '"a.b/tag"', 'appVersion');
const comment = fc.constantFrom(
  '',
  ' # plain',
  ' # {"$imagepolicy": "ns:p:tag"}',
  '   #{"$imagepolicy":"ns:p:tag"}',
  ' # automator: semver:^1 image=ghcr.io/acme/web',
);
const line = fc
  .tuple(fc.nat(2), key, quoted, comment, fc.nat(99))
  .map(([shape, name, value, after, number]) =>
    [
      `k${number}:\n  ${name}: ${value}${after}`,
      `k${number}: {${name}: ${value}, x: y}${after}`,
      `k${number}:\n  # {"$imagepolicy": "ns:p:tag"}\n  - ${value}${after}`,
    ].at(shape),
  );
const file = fc
  .tuple(
    fc.uniqueArray(line, { selector: (text) => /^k\d+/.exec(text ?? '')?.[0] }),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([lines, eol]) => `${lines.join('\n')}\n`.replaceAll('\n', eol));

describe('open fields, in generated files', () => {
  it('take a new tag and nothing else changes', () => {
    fc.assert(
      fc.property(file, fc.infiniteStream(fc.boolean()), (text, choice) => {
        const before = fieldsIn(text);
        const chosen = before.filter(() => choice.next().value);
        const edits = chosen.map((field) => ({
          field,
          to: field.slots.some((slot) => slot.text.includes('@')) ? { tag: '2', digest } : { tag: '2' },
        }));
        const patch = edit('values.yaml', Buffer.from(text), edits);
        const now = Buffer.from(patch.bytes).toString();
        expect(patch.refused).toEqual([]);
        expect(patch.changes.length).toBe(chosen.length);
        expect(Buffer.from(applySplices(patch.bytes, patch.undo)).toString()).toBe(text);
        const after = fieldsIn(now);
        const ids = new Set(chosen.map(({ id }) => id));
        expect(after.map(({ id, name }) => [id, name])).toEqual(before.map(({ id, name }) => [id, name]));
        expect(around(now, after)).toBe(around(text, before));
        for (const [index, { id, slots }] of before.entries()) {
          const [was = ''] = slots.map((slot) => slot.text);
          const wanted = !ids.has(id) ? was : was.includes('@') ? `2@${digest}` : '2';
          expect(after[index]?.slots.map((slot) => slot.text)).toEqual([wanted]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
