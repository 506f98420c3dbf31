import { describe, expect, it } from 'vitest';
import { isReadable } from '../../src/index.ts';
import { corpusFiles, hasCorpus, readCorpusFile } from '../corpus/truth.ts';
import { beforeAndAfter, cutOut, rewritten } from './damage.ts';
import { expectExactEdit } from './expect-exact-edit.ts';

/** Every file, and every field by itself as well; otherwise every third file, all its fields together. */
const long = process.env['AUTOMATOR_LONG'] === '1';

const files = hasCorpus()
  ? corpusFiles().filter((file, index) => isReadable(file) && (long || index % 3 === 0))
  : [];

describe('the images of real config repos', () => {
  it.each([...rewritten, ...cutOut])('are written like this, too: $name', (damage) => {
    const bytes = Buffer.from(beforeAndAfter(damage)[0]);
    const { patch } = expectExactEdit('values.yaml', bytes);
    expect(patch.refused.map(({ code }) => code)).toEqual(damage.refused ?? []);
  });

  it.each(files.length > 0 ? [files.length] : [])(
    'move, and all else stays, in %i files',
    { timeout: 600_000 },
    () => {
      const refused = new Map<string, number>();
      let references = 0;
      let refusedReferences = 0;
      for (const file of files) {
        const bytes = readCorpusFile(file);
        const { fields, patch } = expectExactEdit(file, bytes);
        const codes = new Map(patch.refused.map(({ field, code }) => [field, code]));
        for (const { id, image } of fields) {
          const code = codes.get(id);
          if (image !== undefined) references += 1;
          if (image !== undefined && code !== undefined) refusedReferences += 1;
          if (code !== undefined) refused.set(code, (refused.get(code) ?? 0) + 1);
        }
        for (const only of long ? fields.keys() : []) expectExactEdit(file, bytes, (index) => index === only);
      }
      const byCode = [...refused].map(([code, count]) => `${code} ${count}`).join(', ');
      const share = references === 0 ? 0 : refusedReferences / references;
      process.stdout.write(
        `${references} image references in ${files.length} files: ${(share * 100).toFixed(2)} % refused (all refusals: ${byCode})\n`,
      );
      expect(refused.get('not-proved') ?? 0).toBe(0);
      expect(share).toBeLessThan(0.01);
    },
  );
});
