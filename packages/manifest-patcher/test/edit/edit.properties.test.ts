import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySplices, edit, type ImageField, readFile } from '../../src/index.ts';

const path = 'generated.yaml';

/** The text outside these spans, which are in the order of the text. */
function cutOut(text: string, spans: readonly { start: number; end: number }[]): string {
  const ends = [0, ...spans.map(({ end }) => end)];
  return ends.map((end, index) => text.slice(end, spans[index]?.start ?? text.length)).join('<>');
}

/** How an image can be written on one line. */
const written = fc
  .record({
    name: fc.constantFrom('nginx', 'ghcr.io/acme/web', 'localhost:5000/a/b', '12'),
    tag: fc.constantFrom('', ':1.2.3', ':latest', ':1.10', ':a'),
    style: fc.constantFrom(
      (text: string) => text,
      (text: string) => `'${text}'`,
      (text: string) => `"${text}"`,
      (text: string) => `!!str ${text}`,
      (text: string) => `&a "${text}"`,
      () => '{{ .Values.image }}',
      () => '',
      () => '*nothing',
      () => '|\n              nginx:1',
    ),
  })
  .map(({ name, tag, style }) => style(name + tag));

const trivia = fc.constantFrom('', ' # comment', '   # automator: semver:^1', '\t', '  ');
const eol = fc.constantFrom('\n', '\r\n');

const container = fc
  .tuple(written, trivia, eol, fc.boolean())
  .map(([image, after, end, flow]) =>
    flow && !/[\n*{]|^$/.test(image)
      ? `          - {name: ü, image: ${image} , x: [1,  2]}${after}${end}`
      : `          - name: "é"${end}            image:  ${image}${after}${end}`,
  );

const workload = fc
  .tuple(fc.array(container, { minLength: 1, maxLength: 4 }), eol)
  .map(
    ([containers, end]) =>
      `kind: Deployment${end}spec:${end}    template:\n      spec:${end}        containers:\n${containers.join('')}`,
  );

const other = fc.constantFrom(
  'a: "never ends\n',
  'x: [}\n',
  '# only a comment\n',
  'image: |2\n    x\n \n',
  '\xff\xfe: 1\n',
  '',
);
const separator = fc.constantFrom('---\n', '--- # x\r\n', '...\n---\n');

/** Whole files as bytes, some documents broken, some with bytes that are no UTF-8. */
const file = fc
  .tuple(
    fc.constantFrom('', '\xEF\xBB\xBF'),
    fc.array(fc.tuple(separator, fc.oneof(workload, other)), { maxLength: 5 }),
  )
  .map(([start, documents]) => start + documents.flat().join(''))
  .map((text) =>
    Buffer.from(
      text.replaceAll(/[üé]/g, (letter) => Buffer.from(letter).toString('latin1')),
      'latin1',
    ),
  );

const version = fc.constantFrom(
  { tag: '2.0.0' },
  { tag: '5432' },
  { tag: '1.10', digest: `sha256:${'0'.repeat(64)}` },
  { digest: `sha256:${'f'.repeat(64)}` },
);

describe('edit, for generated files', () => {
  it('changes the declared bytes only, reads back as meant, and is undone exactly', () => {
    fc.assert(
      fc.property(file, version, fc.infiniteStream(fc.boolean()), (bytes, to, choice) => {
        const before = readFile(path, bytes);
        const chosen = before.fields.filter(() => choice.next().value);
        const patch = edit(
          path,
          bytes,
          chosen.map((field) => ({ field, to })),
        );

        const kept = (text: Uint8Array, cuts: readonly { start: number; end: number }[]): string =>
          cutOut(Buffer.from(text).toString('latin1'), cuts);
        const spans = chosen
          .filter((field) => patch.changes.some((change) => change.field === field.id))
          .flatMap((field) => field.slots.map((slot) => slot.span));
        expect(kept(patch.bytes, patch.undo)).toBe(kept(bytes, spans));
        expect(Buffer.from(applySplices(patch.bytes, patch.undo)).equals(bytes)).toBe(true);

        const wanted = new Map(patch.changes.map((change) => [change.field, change.to]));
        const after = readFile(path, patch.bytes);
        const texts = (facts: typeof before): readonly unknown[] =>
          facts.fields.map((field) => [field.id, field.slots.map((slot) => slot.text), field.refusal?.code]);
        const expected = before.fields.map((field) => [
          field.id,
          [wanted.get(field.id) ?? field.slots[0]?.text],
          field.refusal?.code,
        ]);
        expect(texts(after)).toEqual(expected);
        expect(after.problems.length).toBe(before.problems.length);

        const done = new Set([...patch.changes, ...patch.refused].map(({ field }) => field));
        const untouched = chosen.filter((field) => !done.has(field.id));
        expect(
          untouched.every((field) => field.image?.tag === to.tag && field.image?.digest === to.digest),
        ).toBe(true);
        expect(patch.refused.every(({ code }) => code !== 'not-proved')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('readFile and edit, for any bytes', () => {
  const soup = fc.string({
    unit: fc.constantFrom(
      ...[
        'kind: Pod\n',
        'spec:\n',
        '  containers:\n',
        '  - ',
        'image: ',
        'nginx:1',
        '\n',
        '\r\n',
        '---\n',
        '...\n',
      ],
      ...[
        ' ',
        '\t',
        '"',
        "'",
        '[',
        ']',
        '{',
        '}',
        ',',
        ': ',
        '&a ',
        '*a',
        '!x ',
        '|\n',
        '>-\n',
        '# automator: x',
        '# {"$imagepolicy": "a:b:tag"}\n',
        'tag: ',
        '%',
        '\xff',
        '\0',
        '? ',
      ],
    ),
    maxLength: 40,
  });

  it('never throw, and an edit changes its own values only', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const bytes = Buffer.from(text, 'latin1');
        const all = (read: Uint8Array): readonly ImageField[] => {
          const { fields, openFields = [] } = readFile(path, read, ['Pod', 'Application']);
          return [...fields, ...openFields];
        };
        const patch = edit(
          path,
          bytes,
          all(bytes).map((field) => ({ field, to: { tag: '2' } })),
        );
        expect(Buffer.from(applySplices(patch.bytes, patch.undo)).equals(bytes)).toBe(true);
        expect(all(patch.bytes).map(({ id }) => id)).toEqual(all(bytes).map(({ id }) => id));
      }),
      { numRuns: 2000 },
    );
  });
});
