import { describe, expect, it } from 'vitest';
import { applySplices, edit, readFile } from '../../src/index.ts';
import { deployment } from '../manifests.ts';

const littleEndian = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
const bigEndian = (text: string): Buffer => littleEndian(text).swap16();

describe.each([
  ['little-endian', littleEndian],
  ['big-endian', bigEndian],
])('a %s UTF-16 file', (_, encode) => {
  const text = `# ü 😀 日\r\n${deployment('"nginx:1" # ü')}`;
  const bytes = encode(text);

  it('is read with the offsets of its bytes', () => {
    const [field] = readFile('f.yaml', bytes).fields;
    expect(field?.place).toMatchObject({ line: 11, column: 18 });
    const span = field?.slots[0]?.span;
    expect(bytes.subarray(span?.start, span?.end)).toEqual(encode('"nginx:1"').subarray(2));
  });

  it('is edited in its own encoding, and undone', () => {
    const { fields } = readFile('f.yaml', bytes);
    const patch = edit('f.yaml', bytes, [
      ...fields.map((field) => ({ field, to: { tag: '2' } })),
      ...fields.map((field) => ({ field, comment: '日' })),
      { at: 'f.yaml#0/metadata/annotations/a', entry: 'ö😀' },
    ]);
    expect(patch.refused).toEqual([]);
    const expected = text
      .replace('"nginx:1" # ü', '"nginx:2" # 日')
      .replace('  name: web\n', '  name: web\n  annotations:\n    a: ö😀\n');
    expect(Buffer.from(patch.bytes).equals(encode(expected))).toBe(true);
    expect(Buffer.from(applySplices(patch.bytes, patch.undo)).equals(bytes)).toBe(true);
  });

  it('keeps half a surrogate pair elsewhere in it', () => {
    const broken = encode(`# \ud800 x\n${deployment('nginx:1')}`);
    const { fields } = readFile('f.yaml', broken);
    const patch = edit(
      'f.yaml',
      broken,
      fields.map((field) => ({ field, to: { tag: '2' } })),
    );
    expect(Buffer.from(patch.bytes).equals(encode(`# \ud800 x\n${deployment('nginx:2')}`))).toBe(true);
  });

  it('keeps its very bytes where nothing changes', () => {
    expect(edit('f.yaml', bytes, []).bytes).toBe(bytes);
  });
});
