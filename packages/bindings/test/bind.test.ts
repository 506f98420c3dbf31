import { readFile } from '@deployment-automator/manifest-patcher';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bind, bindingProblemCodes, dialectNames, wantedKinds } from '../src/index.ts';

describe('bind', () => {
  it('lists the dialects in the order in which they are read', () => {
    expect(dialectNames).toEqual(['automator', 'flux-v1', 'flux-v2', 'argocd-image-updater', 'keel']);
  });

  it('wants no bodies for our own dialect, and each kind once', () => {
    expect(wantedKinds(['automator'])).toEqual([]);
    const kinds = wantedKinds(dialectNames);
    expect(kinds).toEqual([...new Set(kinds)].sort());
  });
});

/** Texts that a dialect might trip over, and any others. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    'semver:^1',
    'regex:(',
    'regexp:(?<compare>',
    'glob:[',
    '~> 1.x',
    'true',
    '',
    '{"$imagepolicy": "a:b"}',
  ),
  fc.stringMatching(/^(semver|regex|regexp|glob|digest|newest|!glob|minor|force):?[ -~]{0,30}$/),
);
const key = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'automator/',
        'keel.sh/',
        'fluxcd.io/',
        'flux.weave.works/',
        'argocd-image-updater.argoproj.io/',
      ),
      fc.oneof(
        fc.constantFrom(
          'tag',
          'filter',
          'policy',
          'matchTag',
          'automated',
          'tag.web',
          'image-list',
          'monitorContainers',
          'hold',
        ),
        fc.stringMatching(/^[\w./-]{1,20}$/),
      ),
    )
    .map(([prefix, name]) => prefix + name),
);

describe('whatever is written', () => {
  const known = new Set<string>(bindingProblemCodes);
  const check = (path: string, source: string): void => {
    const facts = [
      readFile(path, Buffer.from(source), wantedKinds(dialectNames)),
      readFile('web.yaml', Buffer.from('image: ghcr.io/acme/web:1.4.0 # automator: semver:^1\n')),
    ];
    for (const { code, place } of bind(facts, dialectNames).problems) {
      expect(known).toContain(code);
      expect(place.line).toBeGreaterThan(0);
    }
  };

  it('in annotations and labels, gives a table', () => {
    const entries = fc.dictionary(key, text, { maxKeys: 6 });
    fc.assert(
      fc.property(
        entries,
        entries,
        fc.constantFrom('Deployment', 'HelmRelease', 'Application', 'Pod'),
        (annotations, labels, kind) => {
          const containers = [{ name: 'web', image: 'ghcr.io/acme/web:1.4.0' }];
          const spec = {
            template: { spec: { containers } },
            values: { image: 'a:1' },
            source: { helm: { parameters: [] } },
          };
          check(
            'a.yaml',
            JSON.stringify({ apiVersion: 'a/v1', kind, metadata: { name: 'a', annotations, labels }, spec }),
          );
        },
      ),
    );
  });

  it('in a comment, gives a table', () => {
    const comment = text.map((said) => said.replace(/[\r\n\p{Cc}]/gu, ' '));
    fc.assert(
      fc.property(comment, fc.constantFrom('automator: ', '{"$imagepolicy": "'), (said, start) => {
        check(
          'values.yaml',
          `image: ghcr.io/acme/web:1.4.0 # ${start}${said}\nappVersion: 1.0.0 # ${start}${said}\n`,
        );
      }),
    );
  });

  it('in the rules file, gives a table', () => {
    const globs = fc.oneof(
      fc.array(text, { maxLength: 3 }),
      fc.json({ maxDepth: 2 }).map((json): unknown => JSON.parse(json)),
    );
    const rule = fc.oneof(
      fc.record(
        { images: globs, paths: globs, tag: text, filter: globs, hold: fc.jsonValue({ maxDepth: 2 }) },
        { requiredKeys: [] },
      ),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const file = fc.record(
      {
        rules: fc.oneof(fc.array(rule, { maxLength: 3 }), fc.jsonValue({ maxDepth: 2 })),
        holds: fc.jsonValue({ maxDepth: 2 }),
        freezes: fc.jsonValue({ maxDepth: 2 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(file, (value) => check('.automator.yaml', JSON.stringify(value))),
      { numRuns: 30 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (source) => check('.automator.yaml', source)),
      { numRuns: 30 },
    );
  });
});
