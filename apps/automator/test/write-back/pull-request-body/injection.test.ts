import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PullRequestInput,
  renderClosing,
  renderCommandAnswer,
  renderPullRequest,
} from '../../../src/write-back/pull-request-body/index.ts';
import { notesAsLines } from '../../../src/write-back/pull-request-body/release-notes.ts';
import { proposed } from './proposed.ts';

/** What people have got into pull requests of bots, and plain noise between. */
const evil = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '@octocat',
          '@acme/team',
          '@all',
          '#123',
          '!45',
          'GH-7',
          'ABC-12',
          'acme/web#9',
          'fixes #1',
          '%9',
        ],
        ...[
          '<!--',
          '-->',
          '<script>alert(1)</script>',
          '<img src=x>',
          '&lt;',
          '&#64;octocat',
          '\\',
          '\\\\',
          '\\|',
        ],
        ...['[a](http://x.example)', '![a](//x)', '[a]: http://x.example', 'https://github.com/a/b/issues/1'],
        ...['www.example.org', 'mailto:a@b.example', '|', '||', '`', '```', '~~~', '**', '__', '~~', '$$x$$'],
        ...[
          '\n',
          '\r\n',
          '\r',
          '\u2028',
          '\u0085',
          '\v',
          '\n\n',
          '\n---\n',
          '\n# a',
          '\n> b',
          '\n- c',
          '1. ',
        ],
        ...[
          '/close',
          '\n/merge',
          '/automator release',
          '- [x] ',
          ':tada:',
          '\u202e',
          '\u200b',
          '\0',
          '\ud800',
        ],
        ...['automator:', 'marker', ' ', '  ', '\t', 'word', '1.4.0'],
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const image = fc.record({
  builtAt: fc.oneof(fc.double(), fc.integer()),
  source: evil,
  revision: evil,
  missing: evil,
  change: fc.record({
    url: fc.oneof(
      evil,
      fc.webUrl(),
      evil.map((text) => `https://forge.example/${text}`),
    ),
    total: fc.nat(9),
    commits: fc.array(fc.record({ id: evil, subject: evil, author: evil }), { maxLength: 3 }),
  }),
  release: fc.record({ tag: evil, url: evil, notes: evil }),
});

const anything: fc.Arbitrary<PullRequestInput> = fc
  .record({
    updates: fc.array(
      fc.record({ image: evil, from: evil, to: evil, policy: evil, reason: evil, group: evil, file: evil }),
      { minLength: 1, maxLength: 3 },
    ),
    names: evil,
    runnerUp: fc.record({ tag: evil, reason: evil }),
    brings: image,
    held: fc.array(
      fc.record({ id: evil, image: evil, from: evil, to: evil, code: evil, reason: evil, since: evil }),
      { maxLength: 2 },
    ),
    limits: fc.record({
      maxTitle: fc.oneof(fc.constant(255), fc.nat(60)),
      maxBody: fc.oneof(fc.constant(65_536), fc.nat(5000)),
    }),
    reopens: fc.boolean(),
    reserved: fc.nat(300),
  })
  .map(({ updates, names, runnerUp, brings, ...rest }) => ({
    ...rest,
    updates: updates.map((update) => {
      const made = proposed(update);
      return { ...made, binding: { field: { ...made.binding.field, name: names } } };
    }),
    details: () => ({ runnerUp, brings }),
  }));

const verdict = fc.record({ tag: evil, reason: evil, code: fc.constant('not-newest' as const) });

const ourLink =
  /\[(?:Compare the sources|see all of them|Release notes|release notes)\]\((https?:\/\/[^\s()<>|`[\]]+)\)/g;

/** The words that a forge looks through for mentions and references: rendered, without code, links and our own text. */
function searched(markdown: string): string {
  return markdown
    .replace(ourLink, 'link')
    .replace(/`[^`\n]*`/g, 'code')
    .replace(/&#(\d+);/g, (_all, code) => String.fromCodePoint(Number(code)))
    .replace(/^#{3} /gm, '');
}

function expectHarmless(markdown: string): void {
  expect(markdown.replace(ourLink, '')).not.toMatch(/[<\\$]|&(?!#\d+;)/);
  expect(markdown.replace(ourLink, '').replace(/`[^`\n]*`/g, '')).not.toMatch(/[[\]`_~]/);
  expect(markdown.replace(/[\n\u200b]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  const words = searched(markdown);
  expect(words).not.toMatch(/@[\p{L}\p{N}_{-]|[#!%&~^$][\p{L}\p{N}_"]/u);
  expect(words).not.toMatch(/\b(?:gh|[A-Z][A-Z]+)-\d/);
  expect(words).not.toMatch(/:\/\/|www\.|mailto:\w/i);
}

/** How every line that we write begins; whatever else begins a line came from somebody else. */
const ourLines =
  /^(?:$|\| |\|---|- |>$|> |### |---$|\d+ image field|\d+ more rows|\d+ commits? that|\d+ lines of|\d+ held fields|\[Compare the sources\]|Compare the sources|Not all is known|By the image|\[Release notes\]|Release notes|The rest was left out)/;

describe('whatever the texts of others hold', () => {
  it('a body holds no markup, mention, link or reference but ours, and is within the limits', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const { title, body } = renderPullRequest(input);
        const { limits, reserved } = input;
        expect(body.length).toBeLessThanOrEqual(Math.max(0, limits.maxBody - reserved));
        expect(title.length).toBeLessThanOrEqual(limits.maxTitle);
        expectHarmless(body);
        for (const line of body.split('\n')) expect(line).toMatch(ourLines);
        for (const row of body.split('\n').filter((line) => line.startsWith('| '))) {
          expect(row.split('|')).toHaveLength(8);
        }
        expect(title).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?<![A-Za-z0-9])@\w|[#!]\w/u);
      }),
      { numRuns: 1500 },
    );
  });

  it('a comment neither, and is no command', () => {
    fc.assert(
      fc.property(
        evil,
        evil,
        fc.array(fc.record({ id: evil, decision: evil, verdicts: fc.array(verdict, { maxLength: 40 }) })),
        fc.nat(3000),
        fc.boolean(),
        (command, message, explained, longest, done) => {
          const answer = renderCommandAnswer({ command, done, message, explained }, longest);
          const closing = renderClosing(message, longest);
          for (const text of [answer, closing]) {
            expect(text.length).toBeLessThanOrEqual(longest);
            expectHarmless(text);
            expect(text).not.toMatch(/^\s*\//m);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('release notes stay inside their quote', () => {
    fc.assert(
      fc.property(evil, (notes) => {
        for (const line of notesAsLines(notes)) expect(line).toMatch(/^>(?: [^\n]*)?$/);
      }),
    );
  });

  it('a label of a megabyte costs no more than a short one', () => {
    for (const text of ['a', '<', '[', '`', 'A-1', '\u202e', '\n', '😀']) {
      const huge = text.repeat(1_000_000 / text.length);
      const { body } = renderPullRequest({
        updates: [proposed({ reason: huge })],
        details: () => ({
          brings: { source: huge, missing: huge, release: { tag: huge, url: huge, notes: huge } },
        }),
        held: [],
        limits: { maxTitle: 255, maxBody: 65_536 },
        reopens: true,
        reserved: 0,
      });
      expect(body.length).toBeLessThan(65_537);
      expect(body).toContain('**Refuse**');
    }
  });
});
