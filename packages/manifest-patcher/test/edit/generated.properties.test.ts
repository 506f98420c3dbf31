import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectExactEdit } from './expect-exact-edit.ts';

/** How a scalar can be written, behind its key. */
const style = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => `'${text}'`,
  (text) => `"${text}"`,
  (text) => `!!str ${text}`,
  (text) => `&a${text.length} "${text}"`,
  (text) => `>-\n          ${text}`,
  (text) => `|- # header\n          ${text}`,
  (text) => `\n          ${text}`,
);
const after = fc.constantFrom('', ' # comment', '   # automator: semver:^1', ' ');
const tag = fc.constantFrom('1.10', 'v1.2.3', '20240101', 'latest', '012', '1e3');
const digest = `sha256:${'a'.repeat(64)}`;

const entry = fc
  .tuple(style, style, after, tag, fc.constantFrom('', `@${digest}`))
  .chain(([one, two, end, version, pin]) => {
    const line = (key: string, value: string): string =>
      `        ${key}: ${value}${/[|>\n]/.test(value) ? '' : end}\n`;
    return fc.constantFrom(
      `      a:\n${line('image', one(`ghcr.io/acme/web:${version}${pin}`))}`,
      `      b:\n${line('repository', one('acme/web'))}${line('tag', two(version))}`,
      `      c: {image: {registry: ghcr.io, repository: web, tag: "${version}"}} # flow\n`,
      `      d:\n${line('registry', 'ghcr.io')}${line('repository', one('web'))}${line('digest', two(digest))}`,
      `      e: |\n        apiVersion: v1\n        kind: Pod\n        spec:\n          containers:\n          - image: web:${version}${end}\n`,
      `      f: [1,  2]   # no image\n`,
    );
  });

const text = fc
  .tuple(
    fc.uniqueArray(entry, { selector: (item) => item.slice(0, 8), minLength: 1, maxLength: 5 }),
    fc.boolean(),
  )
  .map(([entries, second]) => {
    const document = `kind: HelmRelease\nmetadata: {name: é}\nspec:\n    values:\n${entries.join('')}`;
    return second ? `# ü\n---\na: "1\n---\n${document}...\n` : document;
  });

const encodings: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['UTF-8', (from) => Buffer.from(from)],
  ['UTF-8 with a byte order mark', (from) => Buffer.from(`\ufeff${from}`)],
  [
    'UTF-8 with bytes that are none',
    (from) => Buffer.concat([Buffer.from([0x23, 0xff, 0x0a]), Buffer.from(from)]),
  ],
  ['CRLF', (from) => Buffer.from(from.replaceAll('\n', '\r\n'))],
  ['mixed line ends', (from) => Buffer.from(from.replace(/(?<=[a-m])\n/g, '\r\n'))],
  ['little-endian UTF-16', (from) => Buffer.from(`\ufeff${from}`, 'utf16le')],
  ['big-endian UTF-16', (from) => Buffer.from(`\ufeff${from}`, 'utf16le').swap16()],
  ['no final newline', (from) => Buffer.from(from.trimEnd())],
];

describe('all images of a generated file move, and all else stays', () => {
  it.each(encodings)('in %s', (_, encode) => {
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.boolean()), (from, choice) => {
        const { patch } = expectExactEdit('release.yaml', encode(from), () => choice.next().value);
        expect(patch.refused).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
