import { expect, test } from 'vitest';
import { readSmartHttpRequest } from '../../src/git/smart-http-request.ts';

const good = [
  ['GET', '/a.git/info/refs?service=git-upload-pack', 'a', 'upload-pack', 'advertise'],
  ['GET', '/a/info/refs?service=git-receive-pack', 'a', 'receive-pack', 'advertise'],
  ['POST', '/acme/a.git/git-upload-pack', 'acme/a', 'upload-pack', 'serve'],
  ['POST', '/a.git/git-receive-pack', 'a', 'receive-pack', 'serve'],
] as const;

test.each(good)('%s %s is read', (method, target, repository, service, step) => {
  expect(readSmartHttpRequest(method, target)).toEqual({ repository, service, step });
});

const bad = [
  ['GET', '/', 404],
  ['GET', '/a.git', 404],
  ['GET', '/a.git/HEAD', 404],
  ['GET', '/../etc/info/refs?service=git-upload-pack', 404],
  ['GET', '/%2e%2e/etc/info/refs?service=git-upload-pack', 404],
  ['GET', '/a%2f..%2f..%2fetc/info/refs?service=git-upload-pack', 404],
  ['GET', '/%ff/info/refs?service=git-upload-pack', 400],
  ['GET', '/a.git/info/refs', 403],
  ['GET', '/a.git/info/refs?service=git-upload-archive', 403],
  ['GET', '/a.git/git-upload-pack', 405],
  ['POST', '/a.git/info/refs?service=git-upload-pack', 405],
] as const;

test.each(bad)('%s %s is refused with %i', (method, target, status) => {
  expect(readSmartHttpRequest(method, target)).toMatchObject({ status });
});
