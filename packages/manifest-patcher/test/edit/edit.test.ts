import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  applySplices,
  edit,
  type ImageField,
  type Patch,
  readFile,
  type VersionEdit,
} from '../../src/index.ts';
import { deployment, shop, yaml } from '../manifests.ts';
import { expectExactEdit } from './expect-exact-edit.ts';

const path = 'web.yaml';
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

function fieldsOf(bytes: Uint8Array): readonly ImageField[] {
  return readFile(path, bytes).fields;
}

function editAll(bytes: Uint8Array, to: VersionEdit['to'], unpin = false): Patch {
  return edit(
    path,
    bytes,
    fieldsOf(bytes).map((field) => ({ field, to, unpin })),
  );
}

/** The change as text, after proving that undo gives back the original. */
function edited(text: string | Buffer, to: VersionEdit['to'] = { tag: '2' }): string {
  const bytes = Buffer.from(text);
  const patch = editAll(bytes, to);
  expect(patch.refused).toEqual([]);
  expect(bytes.equals(applySplices(patch.bytes, patch.undo))).toBe(true);
  return Buffer.from(patch.bytes).toString('latin1');
}

describe('edit', () => {
  it('changes the scalars of several fields and tells what it did', () => {
    const patch = editAll(Buffer.from(shop), { tag: '9' });
    const expected = shop
      .replace('migrate:2.1.0', 'migrate:9')
      .replace('web:1.4.2', 'web:9')
      .replace('"nginx"', '"nginx:9"');
    expect(Buffer.from(patch.bytes).toString()).toBe(expected);
    expect(patch.changes).toEqual([
      {
        field: 'web.yaml#1/spec/template/spec/initContainers/0/image',
        from: 'ghcr.io/acme/migrate:2.1.0',
        to: 'ghcr.io/acme/migrate:9',
      },
      {
        field: 'web.yaml#1/spec/template/spec/containers/0/image',
        from: 'ghcr.io/acme/web:1.4.2',
        to: 'ghcr.io/acme/web:9',
      },
      { field: 'web.yaml#1/spec/template/spec/containers/1/image', from: 'nginx', to: 'nginx:9' },
    ]);
  });

  it('lists changes in the order of the file, whatever the order of the edits', () => {
    const bytes = Buffer.from(shop);
    const edits = fieldsOf(bytes).map((field) => ({ field: field.id, to: { tag: '9' } }));
    expect(edit(path, bytes, edits.toReversed())).toEqual(edit(path, bytes, edits));
  });

  const styles: readonly (readonly [string, string, string])[] = [
    ['plain', 'nginx:1', 'nginx:2'],
    ['plain with an aligned comment', 'nginx:1     # keep', 'nginx:2     # keep'],
    ['single-quoted', "'nginx:1'", "'nginx:2'"],
    ['double-quoted', '"nginx:1"', '"nginx:2"'],
    ['double-quoted with escapes', '"nginx\\x3a1"', '"nginx:2"'],
    ['anchored', '&web nginx:1', '&web nginx:2'],
    ['tagged as a string', "!!str 'nginx:1'", "!!str 'nginx:2'"],
    ['tagged and anchored', '!!str &a nginx:1', '!!str &a nginx:2'],
    ['on a line of its own', '\n            nginx:1', '\n            nginx:2'],
    ['far from its key', '    \t nginx:1  \t', '    \t nginx:2  \t'],
    ['beside a lookalike', 'nginx:1 # nginx:1', 'nginx:2 # nginx:1'],
    ['that would read as a number of base 60', '12:a', '"12:2"'],
  ];
  it.each(styles)('keeps a scalar %s as it is', (_, before, after) => {
    expect(edited(deployment(before))).toBe(deployment(after));
  });

  const files: readonly (readonly [string, string | Buffer])[] = [
    ['with CRLF', deployment('nginx:1').replaceAll('\n', '\r\n')],
    ['with mixed line ends', deployment('nginx:1').replace('kind: Deployment\n', 'kind: Deployment\r\n')],
    ['with a byte order mark', `\ufeff${deployment('nginx:1')}`],
    ['with a byte order mark before its second document', `a: 1\n\ufeff---\n${deployment('nginx:1')}`],
    ['without a final newline', deployment('nginx:1').trimEnd()],
    ['that ends in the middle of a line', `${deployment('nginx:1').trimEnd()}   `],
    ['with trailing blank lines', `${deployment('nginx:1')}\n\n  \n`],
    ['with document markers', `%YAML 1.1\n# x\n--- # y\n${deployment('nginx:1')}... # z\n---\n`],
    [
      'with bytes that are no UTF-8',
      Buffer.concat([Buffer.from([0x23, 0xff, 0xc3, 0x0a]), Buffer.from(deployment('nginx:1'))]),
    ],
    ['with text of every width', `# ü € 😀 \u00a0\n${deployment('nginx:1 # ü😀')}`],
    ['with tabs', deployment('nginx:1\t# tab').replace('kind: Deployment', 'kind:\tDeployment\t')],
    ['in flow style', '{"kind":"Pod","spec":{"containers":[{"name":"a","image":"nginx:1"}]}}'],
    ['in flow style without quotes', 'kind: Pod\nspec: {containers: [{name: a, image: nginx:1}, ]} # x\n'],
    ['in flow style over lines', 'kind: Pod\nspec: {containers: [\n  {image:\n  nginx:1\n  , name: a}]}\n'],
    ['with quoted and explicit keys', '"kind": Pod\n? spec\n: \'containers\':\n  - "image" : nginx:1\n'],
    ['with a duplicate key elsewhere', `${deployment('nginx:1')}x: 1\nx: 2\n`],
    ['with an octal number', `${deployment('nginx:1')}mode: 0755\nbig: 12345678901234567890\n`],
    ['with a broken document before', `a: "never\n---\n${deployment('nginx:1')}`],
    ['with a broken document after', `${deployment('nginx:1')}---\n{{ if }}\n  a: [}\n`],
    [
      'with an odd sequence',
      'kind: Pod\nspec:\n  containers:\n  -   image: nginx:1\n      name: a\n  -\n    name: b\n',
    ],
    ['with a block scalar that looks the same', `${deployment('nginx:1')}x: |\n  run image nginx:1  \n\n\n`],
  ];
  it.each(files)('touches one scalar of a file %s', (_, text) => {
    const before = Buffer.from(text).toString('latin1');
    const at = before.search(/nginx:1(?=[\s"])|nginx:1(?=[},]|$)/);
    expect(edited(text)).toBe(`${before.slice(0, at)}nginx:2${before.slice(at + 'nginx:1'.length)}`);
  });

  it('quotes in flow what is plain in flow only with quotes', () => {
    const text = 'kind: Pod\nspec: {containers: [{image: "[::1]:5000/web:1"}]}\n';
    expect(edited(text)).toBe(text.replace('web:1', 'web:2'));
  });

  it('edits the right one of 2,000 equal images', () => {
    const text = `kind: Pod\nspec:\n  containers:\n${'  - image: nginx:1\n'.repeat(2000)}`;
    const field = fieldsOf(Buffer.from(text)).at(-1);
    const patch = edit(path, Buffer.from(text), field ? [{ field, to: { tag: '2' } }] : []);
    expect(Buffer.from(patch.bytes).toString()).toBe(text.replace(/nginx:1\n$/, 'nginx:2\n'));
  });

  it('moves tag and digest together', () => {
    const text = deployment(`nginx:1@${digest('a')}`);
    expect(edited(text, { tag: '2', digest: digest('b') })).toBe(deployment(`nginx:2@${digest('b')}`));
    expect(edited(text, { digest: digest('b') })).toBe(deployment(`nginx@${digest('b')}`));
    expect(edited(deployment('nginx:1'), { tag: '1', digest: digest('b') })).toBe(
      deployment(`nginx:1@${digest('b')}`),
    );
  });

  it('drops a digest only when told', () => {
    const bytes = Buffer.from(deployment(`nginx:1@${digest('a')}`));
    expect(editAll(bytes, { tag: '2' }).refused.map(({ code }) => code)).toEqual(['pinned']);
    expect(Buffer.from(editAll(bytes, { tag: '2' }, true).bytes).toString()).toBe(deployment('nginx:2'));
  });

  it('keeps the spelling of the name', () => {
    expect(edited(deployment('docker.io/library/nginx:1'))).toBe(deployment('docker.io/library/nginx:2'));
    expect(edited(deployment('localhost:5000/web'))).toBe(deployment('localhost:5000/web:2'));
  });
});

describe('an edit that changes nothing', () => {
  it.each([deployment('nginx:2'), deployment('"nginx:2" # x')])('gives back the same bytes', (text) => {
    const bytes = Buffer.from(text);
    const patch = editAll(bytes, { tag: '2' });
    expect(patch).toEqual({ bytes, changes: [], undo: [], refused: [] });
    expect(patch.bytes).toBe(bytes);
  });

  it('is the second of two equal ones', () => {
    const id = `${path}#0/spec/template/spec/containers/0/image`;
    const wish = { field: id, to: { tag: '2' } };
    expect(edit(path, Buffer.from(deployment('nginx:1')), [wish, wish]).changes.length).toBe(1);
  });
});

describe('an edit is refused', () => {
  const id = `${path}#0/spec/template/spec/containers/0/image`;
  const [stale] = fieldsOf(Buffer.from(deployment('nginx:0')));

  const refusals: readonly (readonly [string, string, VersionEdit])[] = [
    ['changed', deployment('nginx:1'), { field: stale ?? '', to: { tag: '2' } }],
    ['not-found', deployment('nginx:1'), { field: `${path}#0/spec/image`, to: { tag: '2' } }],
    ['not-found', deployment('nginx:1'), { field: `${path}#7${id.slice(10)}`, to: { tag: '2' } }],
    ['not-found', deployment('nginx:1'), { field: id.replace('web', 'other'), to: { tag: '2' } }],
    ['not-found', deployment('nginx:1'), { field: 'nonsense', to: { tag: '2' } }],
    ['invalid-version', deployment('nginx:1'), { field: id, to: { tag: 'two words' } }],
    ['invalid-version', deployment('nginx:1'), { field: id, to: { tag: '2', digest: 'sha256:short' } }],
    ['invalid-version', deployment('nginx:1'), { field: id, to: {} }],
    ['template', deployment('$IMAGE'), { field: id, to: { tag: '2' } }],
    ['not-a-reference', deployment('Nginx:1'), { field: id, to: { tag: '2' } }],
    ['tagged', deployment('!x nginx:1'), { field: id, to: { tag: '2' } }],
    ['aliased', `${deployment('&i nginx:1')}x: *i\n`, { field: id, to: { tag: '2' } }],
    ['alias', `x: &i nginx:1\ny: *i\n${deployment('*i')}`, { field: id, to: { tag: '2' } }],
    [
      'duplicate-key',
      `${deployment('nginx:1')}spec: {}\n${deployment('nginx:1').slice(-99)}`,
      { field: id, to: { tag: '2' } },
    ],
    ['sealed', `${deployment('nginx:1')}sops:\n  mac: x\n`, { field: id, to: { tag: '2' } }],
    ['unreadable', `${deployment('nginx:1')}x: "never\n`, { field: id, to: { tag: '2' } }],
    ['unreadable', `\0${deployment('nginx:1')}`, { field: id, to: { tag: '2' } }],
  ];
  it.each(refusals)('as %s, and not a byte moves', (code, text, wish) => {
    const bytes = Buffer.from(text);
    const patch = edit(path, bytes, [wish]);
    expect(patch.refused.map((refusal) => refusal.code)).toEqual([code]);
    expect(patch.bytes).toBe(bytes);
    expect([patch.changes, patch.undo]).toEqual([[], []]);
  });

  it('when the same field was to become something else, and the first one stands', () => {
    const patch = edit(path, Buffer.from(deployment('nginx:1')), [
      { field: id, to: { tag: '2' } },
      { field: id, to: { tag: '3' } },
    ]);
    expect(patch.refused.map(({ code }) => code)).toEqual(['edited-twice']);
    expect(Buffer.from(patch.bytes).toString()).toBe(deployment('nginx:2'));
  });

  it('while others in the same file are made', () => {
    const text = yaml`
      kind: Pod
      spec:
        containers:
        - image: nginx:1
        - image: $IMAGE
    `;
    const patch = editAll(Buffer.from(text), { tag: '2' });
    expect(patch.refused.map(({ field, code }) => [field, code])).toEqual([
      ['web.yaml#0/spec/containers/1/image', 'template'],
    ]);
    expect(Buffer.from(patch.bytes).toString()).toBe(text.replace('nginx:1', 'nginx:2'));
  });
});

describe('hostile neighbours', () => {
  const cases = new URL('../../../../../shared/cases/yaml/', import.meta.url);
  const neighbours = existsSync(cases)
    ? readdirSync(cases).map((name) => [name, readFileSync(new URL(`${name}/f.yaml`, cases))] as const)
    : [];
  const own = [
    'a: "x\n  y"\n',
    'a: {{ .b }}\n',
    'spec: |2\n    x\n',
    '- &a [*a]\n',
    '%YAML 1.1\n---\na: 0755\n',
  ];

  it.each([...own.map((text) => [text, Buffer.from(text)] as const), ...neighbours])(
    'keep every byte: %j',
    (_, neighbour) => {
      const text = Buffer.concat([neighbour, Buffer.from('\n---\n'), Buffer.from(deployment('"nginx:1"'))]);
      const field = fieldsOf(text).at(-1);
      const patch = edit(path, text, field ? [{ field, to: { tag: '2' } }] : []);
      const expected = text.toString('latin1').replace(/"nginx:1"\n$/, '"nginx:2"\n');
      expect(Buffer.from(patch.bytes).toString('latin1')).toBe(expected);
    },
  );

  it.each(neighbours)('have their own images edited, and nothing else: %s', (_, bytes) => {
    const { fields, patch } = expectExactEdit(path, bytes);
    const expected = bytes.toString('latin1').split('\n');
    const changed = new Set(patch.changes.map((change) => change.field));
    for (const { id, place } of fields) {
      if (!changed.has(id)) continue;
      expected[place.line - 1] = (expected[place.line - 1] ?? '').replace('x:1', 'x:7.7.7');
    }
    expect(Buffer.from(patch.bytes).toString('latin1')).toBe(expected.join('\n'));
    expect(patch.refused.every(({ code }) => code === 'template')).toBe(true);
  });
});
