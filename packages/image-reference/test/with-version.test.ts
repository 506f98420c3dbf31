import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseImageReference, withVersion } from '../src/index.ts';
import { names, versions } from './arbitraries.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('withVersion', () => {
  it.each([
    ['nginx', { tag: '1.27' }, 'nginx:1.27'],
    ['nginx:1.26', { tag: '1.27' }, 'nginx:1.27'],
    [`nginx:1.26@sha256:${'b'.repeat(64)}`, { tag: '1.27', digest }, `nginx:1.27@${digest}`],
    [`nginx:1.26@sha256:${'b'.repeat(64)}`, { tag: '1.27' }, 'nginx:1.27'],
    ['registry-1.docker.io/nginx:1', { digest }, `registry-1.docker.io/nginx@${digest}`],
    ['localhost:5000/web', { tag: 'a' }, 'localhost:5000/web:a'],
    ['localhost:5000', { tag: 'a' }, 'localhost:a'],
    ['nginx:1.26', {}, 'nginx'],
  ])('%s with %o is %s', (text, version, result) => {
    expect(withVersion(parseImageReference(text), version)).toBe(result);
  });

  it.each([
    [{ tag: 'a b' }, 'bad-tag'],
    [{ tag: '' }, 'bad-tag'],
    [{ digest: 'sha256:12' }, 'bad-digest'],
  ])('refuses to write %o', (version, code) => {
    expect(() => withVersion(parseImageReference('nginx'), version)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('keeps every byte of the name and reads back as what was asked for', () => {
    fc.assert(
      fc.property(names, versions, versions, (name, before, after) => {
        const written = withVersion(parseImageReference(name), before);
        const result = withVersion(parseImageReference(written), after);
        expect(result.startsWith(name)).toBe(true);
        const { tag, digest: pinned } = parseImageReference(result);
        expect({ tag, digest: pinned }).toEqual({ tag: after.tag, digest: after.digest });
      }),
    );
  });
});
