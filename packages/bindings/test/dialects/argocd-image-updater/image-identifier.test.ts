import { imageName } from '@deployment-automator/image-reference';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseImageIdentifier } from '../../../src/dialects/argocd-image-updater/image-identifier.ts';

describe('identifiers that name an image', () => {
  it.each([
    ['nginx', undefined, 'docker.io/library/nginx', undefined],
    [' nginx:1.x ', undefined, 'docker.io/library/nginx', '1.x'],
    ['nginx:~1.26', undefined, 'docker.io/library/nginx', '~1.26'],
    ['nginx:^1.0', undefined, 'docker.io/library/nginx', '^1.0'],
    ['nginx:>=1.0', undefined, 'docker.io/library/nginx', '>=1.0'],
    ['a=nginx:>=1.0', 'a', 'docker.io/library/nginx', '>=1.0'],
    ['a=ghcr.io/o/app:>=1.0 <2.0', 'a', 'ghcr.io/o/app', '>=1.0 <2.0'],
    ['a=nginx:1.2 || 1.4', 'a', 'docker.io/library/nginx', '1.2 || 1.4'],
    ['a=nginx:>=1.0, <2.0', 'a', 'docker.io/library/nginx', '>=1.0, <2.0'],
    ['myreg:5000/app:1.x', undefined, 'myreg:5000/app', '1.x'],
    ['myreg:5000/app:~1.2', undefined, 'myreg:5000/app', '~1.2'],
    ['localhost:5000/app:^1', undefined, 'localhost:5000/app', '^1'],
    ['a=reg.example.com:5000/app:~1.2', 'a', 'reg.example.com:5000/app', '~1.2'],
    ['a=docker.io/library/nginx:~1', 'a', 'docker.io/library/nginx', '~1'],
    ['docker.io/acme/web', undefined, 'docker.io/acme/web', undefined],
    ['org/alias=acme/web', 'org/alias', 'docker.io/acme/web', undefined],
    [`web:1.0@sha256:${'a'.repeat(64)}`, undefined, 'docker.io/library/web', '1.0'],
    ['10.42.0.1:30000/test-image:1.X.X', undefined, '10.42.0.1:30000/test-image', '1.X.X'],
    ['web:', undefined, 'docker.io/library/web', undefined],
  ])('%s', (text, alias, image, constraint) => {
    const identifier = parseImageIdentifier(text);
    expect(identifier && { ...identifier, image: imageName(identifier.image) }).toEqual({
      ...(alias === undefined ? {} : { alias }),
      image,
      ...(constraint === undefined ? {} : { constraint }),
    });
  });
});

describe('texts that name none', () => {
  it.each(['', ' ', 'a=', 'https://ghcr.io/o/app', 'acme/Web', ':1.0', 'a=b=c', '{{ image }}'])(
    '%j',
    (text) => {
      expect(parseImageIdentifier(text)).toBeUndefined();
    },
  );
});

it('never fails on any text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab:/=@.~^ ') })), (text) => {
      expect(parseImageIdentifier(text)?.image.repository).not.toBe('');
    }),
  );
});
