import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byPrecedence, matchesKey, parseCredentialKey } from '../../src/credentials/credential-key.ts';

/** The key among these that counts for an image, as `host/repository`. */
function chosen(keys: readonly string[], image: string): string | undefined {
  const slash = image.indexOf('/');
  const wish = { host: image.slice(0, slash), repository: image.slice(slash + 1) };
  const parsed = keys.flatMap((text) => {
    const key = parseCredentialKey(text);
    return key === undefined ? [] : [{ text, key }];
  });
  return parsed
    .toSorted((one, other) => byPrecedence(one.key, other.key))
    .find(({ key }) => matchesKey(key, wish))?.text;
}

const nested = [
  'fake.example.io',
  'fake.example.io/nested',
  'fake.example.io/nested/repo',
  'fake.example.io/par',
];

describe('the key that counts', () => {
  it.each([
    ['fake.example.io/other', nested, 'fake.example.io'],
    ['fake.example.io/nested', nested, 'fake.example.io/nested'],
    ['fake.example.io/nested/repo', nested, 'fake.example.io/nested/repo'],
    ['fake.example.io/nested/repo/deep', nested, 'fake.example.io/nested/repo'],
    ['fake.example.io/partial', nested, 'fake.example.io/par'],
    ['1.fake.example.io/a', ['fake.example.io', '1.fake.example.io'], '1.fake.example.io'],
    ['fake.example.io/a', ['https://fake.example.io/v1/'], 'https://fake.example.io/v1/'],
    ['fake.example.io/a', ['https://fake.example.io/v2/'], 'https://fake.example.io/v2/'],
    ['fake.example.io/a/b', ['http://fake.example.io/v2/a'], 'http://fake.example.io/v2/a'],
    ['docker.io/library/ubuntu', ['index.docker.io'], 'index.docker.io'],
    ['docker.io/knative/serving', ['https://index.docker.io/v1/'], 'https://index.docker.io/v1/'],
    ['docker.io/acme/web', ['registry-1.docker.io'], 'registry-1.docker.io'],
    ['blah.example.io/repo', ['*.example.io'], '*.example.io'],
    ['blah.example.io/repo', ['*.example.io', 'blah.example.io'], 'blah.example.io'],
    ['blah.example.io/repo', ['blah.example.io', '*.example.io/re'], '*.example.io/re'],
    ['eu-docker.pkg.dev/a', ['*-docker.pkg.dev'], '*-docker.pkg.dev'],
    ['r1.example.io/a', ['r?.example.io'], 'r?.example.io'],
    ['fake.example.io:5000/a', ['fake.example.io:5000'], 'fake.example.io:5000'],
    ['[::1]:5000/a', ['[::1]:5000'], '[::1]:5000'],
    ['FAKE.example.io/a', ['fake.Example.io'], 'fake.Example.io'],
  ])('for %s', (image, keys, key) => {
    expect(chosen(keys, image)).toBe(key);
  });

  it.each([
    ['2.fake.example.io/a', ['fake.example.io', '1.fake.example.io']],
    ['fake.example.io:1000/a', ['fake.example.io']],
    ['fake.example.io/a', ['fake.example.io:1000']],
    ['a.b.example.io/a', ['*.example.io']],
    ['example.io/a', ['*.example.io']],
    ['evil.example.io.attacker.test/a', ['evil.example.io']],
    ['fake.example.io/a', ['user:password@fake.example.io', '', '/', 'https://', 'two words.example.io']],
  ])('is none for %s', (image, keys) => {
    expect(chosen(keys, image)).toBeUndefined();
  });

  it('does not depend on the order in which the keys are written', () => {
    const key = fc.constantFrom(
      ...nested,
      '*.example.io',
      '*.example.io/nested',
      'fake.*.io',
      'f*.example.io',
    );
    fc.assert(
      fc.property(fc.uniqueArray(key), (keys) => {
        const image = 'fake.example.io/nested/repo';
        expect(chosen(keys.toReversed(), image)).toBe(chosen(keys, image));
      }),
    );
  });

  it('is found in no time for any glob', () => {
    const glob = `${'*a'.repeat(40)}.io`;
    expect(chosen([glob], `${'a'.repeat(60)}b.io/x`)).toBeUndefined();
  });

  it('is read from any text without fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.webUrl(), (text, url) => {
        for (const one of [text, url]) {
          const key = parseCredentialKey(one);
          if (key !== undefined) expect(key.path.startsWith('/')).toBe(false);
        }
      }),
    );
  });
});
