import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sections } from './generated-sections.ts';
import { readPages, root } from './pages.ts';

/** Set to 1, the sections are written anew instead of compared. */
const writes = process.env['AUTOMATOR_WRITE_DOCS'] === '1';

const marked = readPages().flatMap(({ path, text }) =>
  [...text.matchAll(/^<!-- made from the code: (\S+) -->$/gm)].map(([, name = '']) => ({ path, name })),
);

describe('what pages have from the code', () => {
  it.each(marked)(
    '$name in $path is as the code has it; AUTOMATOR_WRITE_DOCS=1 writes it',
    async ({ path, name }) => {
      const file = join(root, path);
      const text = readFileSync(file, 'utf8');
      const [begin, end] = [`<!-- made from the code: ${name} -->\n`, `<!-- end: ${name} -->`];
      const from = text.indexOf(begin) + begin.length;
      const to = text.indexOf(end, from);
      expect(to, `${path} needs ${end}`).toBeGreaterThan(0);
      const made = `\n${await sections[name]?.()}\n\n`;
      if (writes) writeFileSync(file, text.slice(0, from) + made + text.slice(to));
      else expect(text.slice(from, to)).toBe(made);
    },
  );

  it('is used, all of it', () => {
    expect(marked.map(({ name }) => name).toSorted()).toEqual(Object.keys(sections).toSorted());
  });
});
