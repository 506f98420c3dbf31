import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CreateNodeOptions, Document, parseDocument, type ToStringOptions } from 'yaml';
import { applySplices, edit, idBelow, type Json } from '../../../src/index.ts';

type Tree = { readonly [key: string]: Json };

const key = fc.constantFrom('a', 'b', 'c d', 'true', '1', 'x/y~z', 'é', 'automator/tag.web');
const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(
    'x',
    'two words',
    'yes',
    '1.10',
    '',
    ' x',
    'a: b',
    '#c',
    '- d',
    'line\nline\n',
    '日',
    '*',
    "it's",
    '"',
  ),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const { tree } = fc.letrec<{ tree: Tree; value: Json }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, tie('tree'), fc.array(tie('value'), { maxLength: 3 })),
  tree: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));

type Layout = typeof layout extends fc.Arbitrary<infer L> ? L : never;

/** The ways in which a file can be laid out. */
const layout = fc.record({
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  flow: fc.boolean(),
  singleQuote: fc.constantFrom(true, false, null),
  crlf: fc.boolean(),
  newline: fc.boolean(),
});

function written(data: Tree, { crlf, newline, flow, ...options }: Layout): string {
  const document = new Document(data, { flow } as CreateNodeOptions);
  const text = document.toString({ ...options, lineWidth: 0 } satisfies ToStringOptions);
  const lines = crlf ? text.replaceAll('\n', '\r\n') : text;
  return newline ? lines : lines.trimEnd();
}

/** Every place in a tree: the steps to it, and what stands there. */
function* placesIn(
  data: Json,
  steps: readonly (string | number)[] = [],
): Generator<readonly (string | number)[]> {
  if (steps.length > 0) yield steps;
  if (Array.isArray(data))
    for (const [index, item] of data.entries()) yield* placesIn(item, [...steps, index]);
  else if (data !== null && typeof data === 'object') {
    for (const [name, value] of Object.entries(data)) yield* placesIn(value, [...steps, name]);
  }
}

function read(text: Uint8Array): unknown {
  const document = parseDocument(Buffer.from(text).toString(), { logLevel: 'silent' });
  expect(document.errors).toEqual([]);
  return document.toJS() ?? {};
}

describe('an entry edit of a generated file', () => {
  it('inserts that entry and nothing else, and is undone exactly', () => {
    fc.assert(
      fc.property(
        tree,
        layout,
        fc.array(key, { minLength: 1, maxLength: 3 }),
        fc.oneof(scalar, tree),
        (data, how, steps, entry) => {
          const bytes = Buffer.from(written(data, how));
          const before = read(bytes);
          const at = idBelow('f.yaml#0', ...steps);
          const patch = edit('f.yaml', bytes, [{ at, entry }]);
          expect(Buffer.from(applySplices(patch.bytes, patch.undo)).equals(bytes)).toBe(true);
          // What a block scalar without a line end says would change if one were put behind it.
          const open = !how.newline && /\|$/m.test(bytes.toString());
          const codes = ['exists', 'not-found', ...(open ? ['not-proved'] : [])];
          expect(patch.refused.filter(({ code }) => !codes.includes(code))).toEqual([]);
          if (patch.refused.length === 0 && entry !== null)
            expect(read(patch.bytes)).toEqual(withEntry(before, steps, entry));
          else if (patch.refused.length > 0) expect(patch.bytes).toBe(bytes);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('removes that entry and nothing else, and is undone exactly', () => {
    fc.assert(
      fc.property(tree, layout, fc.nat(), (data, how, choice) => {
        const bytes = Buffer.from(written(data, how));
        const before = read(bytes);
        const places = [...placesIn(data)];
        const steps = places[choice % Math.max(1, places.length)];
        fc.pre(steps !== undefined);
        const patch = edit('f.yaml', bytes, [{ at: idBelow('f.yaml#0', ...steps), entry: null }]);
        expect(patch.refused).toEqual([]);
        expect(read(patch.bytes)).toEqual(withoutEntry(before, steps));
        expect(Buffer.from(applySplices(patch.bytes, patch.undo)).equals(bytes)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** A copy with the entry set; collections on the way are made where they are missing. */
function withEntry(data: unknown, [step, ...rest]: readonly (string | number)[], entry: Json): unknown {
  if (step === undefined) return entry;
  if (Array.isArray(data)) {
    const items: unknown[] = [...data];
    items[Number(step)] = withEntry(items[Number(step)] ?? null, rest, entry);
    return items;
  }
  const object = data === null ? {} : (data as Record<string, unknown>);
  return { ...object, [step]: withEntry(object[step] ?? null, rest, entry) };
}

function withoutEntry(data: unknown, [step, ...rest]: readonly (string | number)[]): unknown {
  if (Array.isArray(data)) {
    return data.flatMap((item: unknown, index) => {
      if (index !== step) return [item];
      return rest.length === 0 ? [] : [withoutEntry(item, rest)];
    });
  }
  return Object.fromEntries(
    Object.entries(data as Record<string, unknown>).flatMap(([name, value]) => {
      if (name !== step) return [[name, value]];
      return rest.length === 0 ? [] : [[name, withoutEntry(value, rest)]];
    }),
  );
}
