import { describe, expect, it } from 'vitest';
import { type FileFacts, readFile } from '../src/index.ts';
import { yaml } from './manifests.ts';

const read = (text: string, path = '.automator.yaml'): FileFacts => readFile(path, Buffer.from(text));

describe('our own rules file', () => {
  it('is given whole, with the line of each part, and its images are no fields', () => {
    const text = yaml`
      # who may move
      rules:
        - image: ghcr.io/acme/web:1
          tag: semver:^1
    `;
    const { fields, body, problems } = read(text);
    expect({ fields, body, problems }).toEqual({
      fields: [],
      body: {
        value: { rules: [{ image: 'ghcr.io/acme/web:1', tag: 'semver:^1' }] },
        lines: { '': 2, '/rules': 2, '/rules/0': 3, '/rules/0/image': 3, '/rules/0/tag': 4 },
      },
      problems: [],
    });
  });

  it('needs no word that other files need to be read', () => {
    expect(read('freeze: []\n').body?.value).toEqual({ freeze: [] });
  });

  it.each([['shop/.automator.yaml'], ['automator.yaml'], ['.automator.yml']])('is not %s', (path) => {
    expect(read('rules: []\n# automator\n', path).body).toBeUndefined();
  });

  it.each([
    ['rules: [\n', ['syntax']],
    ['rules: []\nrules: []\n', ['duplicate-key']],
    ['rules: []\n---\nfreeze: []\n', ['several-documents']],
    ['rules: []\n---\n# nothing more\n', []],
    ['# nothing yet\n', []],
  ] as const)('%j has the problems %j', (text, codes) => {
    expect(read(text).problems.map(({ code }) => code)).toEqual(codes);
  });
});
