import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageName, parseImageName, parseImageReference } from '../src/index.ts';
import { names } from './arbitraries.ts';

describe('imageName', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx'],
    ['library/nginx:1.27', 'docker.io/library/nginx'],
    ['docker.io/nginx', 'docker.io/library/nginx'],
    ['index.docker.io/nginx', 'docker.io/library/nginx'],
    ['registry-1.docker.io/nginx', 'docker.io/library/nginx'],
    ['registry-1.docker.io/library/nginx', 'docker.io/library/nginx'],
    ['registry-1.docker.io/acme/web', 'docker.io/acme/web'],
    ['ghcr.io/acme/web:1.0.0', 'ghcr.io/acme/web'],
    ['ghcr.io/web', 'ghcr.io/web'],
    ['127.0.0.1:5000/me/helloworld', '127.0.0.1:5000/me/helloworld'],
    ['EXAMPLE/web', 'EXAMPLE/web'],
  ])('of %s is %s', (text, name) => {
    expect(imageName(parseImageReference(text))).toBe(name);
  });

  it('is read back as the same image', () => {
    fc.assert(
      fc.property(names, (text) => {
        const name = imageName(parseImageReference(text));
        expect(imageName(parseImageName(text))).toBe(name);
        expect(imageName(parseImageName(name))).toBe(name);
      }),
    );
  });
});

describe('parseImageName', () => {
  it.each([
    ['nginx', 'docker.io', 'library/nginx'],
    ['registry-1.docker.io/nginx', 'docker.io', 'library/nginx'],
    ['ghcr.io/acme/web', 'ghcr.io', 'acme/web'],
  ])('reads %s', (text, registry, repository) => {
    expect(parseImageName(text)).toEqual({ registry, repository });
  });

  it.each([
    ['nginx:1.27', 'not-a-name'],
    ['localhost:5000', 'not-a-name'],
    [`nginx@sha256:${'0'.repeat(64)}`, 'not-a-name'],
    ['', 'empty'],
    ['ghcr.io/Acme/web', 'upper-case'],
  ])('refuses %j as %s', (text, code) => {
    expect(() => parseImageName(text)).toThrow(expect.objectContaining({ code, text }));
  });
});
