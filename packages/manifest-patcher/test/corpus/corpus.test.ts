import { describe, expect, it } from 'vitest';
import {
  applySplices,
  edit,
  type ImageField,
  isReadable,
  readFile,
  type VersionEdit,
} from '../../src/index.ts';
import { report } from './report.ts';
import { score } from './score.ts';
import { corpusFiles, hasCorpus, readCorpusFile } from './truth.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe.runIf(hasCorpus())('on the corpus of real files', () => {
  it('nearly all that is there is found, and nearly nothing else', { timeout: 300_000 }, async () => {
    const found = score();
    expect(found.recall).toBeGreaterThanOrEqual(0.99);
    expect(found.precision).toBeGreaterThanOrEqual(0.98);
    expect(found.excluded.length / found.records).toBeLessThanOrEqual(0.05);
    await expect(report(found)).toMatchFileSnapshot('../../../../docs/image-fields-corpus.md');
  });

  it('every field can be given another version, or says why not', { timeout: 300_000 }, () => {
    const refusals = new Map<string, number>();
    let fields = 0;
    for (const file of corpusFiles()) {
      if (!isReadable(file)) continue;
      const bytes = readCorpusFile(file);
      for (const field of readFile(file, bytes).fields) {
        if (field.image === undefined) continue;
        fields += 1;
        const to = another(field.image);
        const patch = edit(file, bytes, [{ field, to }]);
        const [refusal] = patch.refused;
        if (refusal !== undefined) {
          refusals.set(refusal.code, (refusals.get(refusal.code) ?? 0) + 1);
          continue;
        }
        const now = readFile(file, patch.bytes).fields.find(({ id }) => id === field.id);
        expect([field.id, now?.image?.tag, now?.image?.digest]).toEqual([field.id, to.tag, to.digest]);
        expect(bytes.equals(applySplices(patch.bytes, patch.undo))).toBe(true);
      }
    }
    const refused = [...refusals.values()].reduce((sum, count) => sum + count, 0);
    console.info(`${fields} fields, refused: ${JSON.stringify(Object.fromEntries(refusals))}`);
    expect(refused / fields).toBeLessThan(0.01);
    expect(refusals.get('not-proved') ?? 0).toBe(0);
  });
});

/** Another version with the same parts: what has a digest needs another one. */
function another({ tag, digest: pinned }: NonNullable<ImageField['image']>): VersionEdit['to'] {
  if (pinned === undefined) return { tag: '9.8.7' };
  return tag === undefined ? { digest } : { tag: '9.8.7', digest };
}
