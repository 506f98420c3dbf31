import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  effectiveTag,
  ImageReferenceError,
  parseImageReference,
  printVersion,
  tryParseImageReference,
} from '../src/index.ts';
import { names, versions } from './arbitraries.ts';

interface Vectors {
  valid: { ref: string; registry: string; repository: string; tag: string | null; digest: string | null }[];
  invalid: string[];
}

const fixture = new URL('./fixtures/reference-vectors.json', import.meta.url);
const vectors: Vectors = JSON.parse(readFileSync(fixture, 'utf8'));
const digits = '15f840677a5e245d9ea199eb9b026b1539208a5183621dced7b469f6aa678115';

function codeOf(text: string): string {
  try {
    parseImageReference(text);
  } catch (error) {
    if (error instanceof ImageReferenceError) return error.code;
    throw error;
  }
  return 'none';
}

describe('the vectors of the reference grammar', () => {
  it('are all there', () => {
    expect([vectors.valid.length, vectors.invalid.length]).toEqual([23, 26]);
  });

  it.each(vectors.valid)('reads $ref', ({ ref, registry, repository, tag, digest }) => {
    const reference = parseImageReference(ref);
    expect(reference).toMatchObject({ original: ref, registry, repository });
    expect(effectiveTag(reference) ?? null).toBe(tag);
    expect(reference.digest ?? null).toBe(digest);
  });

  it.each(vectors.invalid)('refuses %j', (text) => {
    expect(tryParseImageReference(text)).toBeUndefined();
    expect(() => parseImageReference(text)).toThrow(ImageReferenceError);
  });
});

describe('parseImageReference', () => {
  it('keeps an absent tag and digest absent', () => {
    expect(parseImageReference('nginx')).toEqual({
      original: 'nginx',
      registry: 'docker.io',
      repository: 'library/nginx',
    });
  });

  it('keeps tag and digest together', () => {
    expect(parseImageReference(`ghcr.io/acme/web:v1@sha256:${digits}`)).toEqual({
      original: `ghcr.io/acme/web:v1@sha256:${digits}`,
      registry: 'ghcr.io',
      repository: 'acme/web',
      tag: 'v1',
      digest: `sha256:${digits}`,
    });
  });

  it.each([
    ['', 'empty'],
    [':1.0', 'empty'],
    ['a'.repeat(1025), 'too-long'],
    ['https://docker.io/alpine', 'url'],
    ['oci://ghcr.io/acme/web', 'url'],
    ['example./web', 'bad-registry'],
    ['my_host.example/web', 'bad-registry'],
    ['ghcr.io/acme//web', 'bad-repository'],
    [`acme/${'a'.repeat(251)}`, 'bad-repository'],
    ['acme/web\n', 'bad-repository'],
    ['$' + '{IMAGE}', 'upper-case'],
    ['ghcr.io/Acme/web', 'upper-case'],
    [digits, 'bare-digest'],
    ['acme/web:', 'bad-tag'],
    ['acme/web:1.0+build', 'bad-tag'],
    ['acme/web:{{ .Values.tag }}', 'bad-tag'],
    [`acme/web:${'1'.repeat(129)}`, 'bad-tag'],
    ['acme/web@', 'bad-digest'],
    [`acme/web@sha256:${digits}0`, 'bad-digest'],
    [`acme/web@sha512:${digits}`, 'bad-digest'],
    [`acme/web@md5:${digits}`, 'bad-digest'],
  ])('refuses %j as %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it.each([`acme/${'a'.repeat(250)}`, `acme/web:${'1'.repeat(128)}`, `${digits}:1`, 'a--b/c__d:_'])(
    'takes what is just allowed: %s',
    (text) => {
      expect(codeOf(text)).toBe('none');
    },
  );

  it('says what to do, and never repeats the credentials of a URL', () => {
    const parse = () => parseImageReference('https://me:hunter2@ghcr.io/acme/web');
    expect(parse).toThrow('"https://***@ghcr.io/acme/web" is not an image reference: it starts like a URL;');
    expect(parse).not.toThrow(/hunter2/);
  });

  it('shows only the beginning of a long text', () => {
    expect(() => parseImageReference(`${'a'.repeat(5000)}`)).toThrow(/^"a{120}…" is not/);
  });

  it('reads back whatever is put together from a name and a version', () => {
    fc.assert(
      fc.property(names, versions, (name, version) => {
        const printed = printVersion(version);
        const text = printed === '-' ? name : `${name}${version.tag === undefined ? '' : ':'}${printed}`;
        const reference = parseImageReference(text);
        expect({ ...version, ...reference }).toEqual(reference);
        expect(reference.original).toBe(text);
        expect(name.endsWith(reference.repository.replace(/^library\//, ''))).toBe(true);
      }),
    );
  });

  it('either reads or refuses with a code, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), names), (text) => {
        const reads = tryParseImageReference(text) !== undefined;
        expect(codeOf(text) === 'none').toBe(reads);
      }),
    );
  });
});
