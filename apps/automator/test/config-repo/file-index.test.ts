import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { openFactReader } from '../../src/config-repo/fact-reader.ts';
import { factsToIndex, indexFile } from '../../src/config-repo/file-index.ts';
import { paceWork } from '../../src/config-repo/pace-work.ts';
import type { Store } from '../../src/store/index.ts';

const entry = { path: 'a.yaml', blob: 'b1', mode: '100644' };

describe('a file is kept', () => {
  it.each([
    ['for an open field', 'a.yaml', 'tag: v1\n', ['Application']],
    ['for the body of a resource', 'a.yaml', 'kind: ImagePolicy\nspec: {}\n', ['ImagePolicy']],
    ['for its rules', '.automator.yaml', 'rules: []\n', []],
  ])('%s', (_, path, text, kinds) => {
    expect(factsToIndex(entry, readFile(path, Buffer.from(text), kinds))).toBeDefined();
    expect(factsToIndex(entry, readFile('x.yaml', Buffer.from(text), []))).toBeUndefined();
  });
});

describe('what was read of a file', () => {
  it('is read again for other kinds, and only then', async () => {
    const kept = new Map<string, string>();
    const store: Store = {
      get: async (key) => kept.get(key),
      put: async (key, value) => void kept.set(key, value),
      delete: async (key) => void kept.delete(key),
      close: async () => undefined,
    };
    const reads: string[] = [];
    const pace = paceWork(() => 0);
    const index = async (wantedKinds: readonly string[]): Promise<number | undefined> => {
      const readBlob = async (blob: string): Promise<Uint8Array> => {
        reads.push(blob);
        return Buffer.from('kind: ImagePolicy\nspec: {}\n');
      };
      const reader = openFactReader(1, pace, wantedKinds);
      const file = await indexFile(entry, { readBlob, store, pace, reader, wantedKinds });
      return file?.facts.resources.length;
    };
    expect([
      await index([]),
      await index(['ImagePolicy']),
      await index(['ImagePolicy']),
      await index([]),
    ]).toEqual([undefined, 1, 1, undefined]);
    expect(reads).toHaveLength(2);
  });
});
