import { expect, it } from 'vitest';
import { networkError } from '../../src/transport/network-error.ts';

it.each([
  ['ECONNREFUSED', 'unreachable', true],
  ['ENOTFOUND', 'unreachable', true],
  ['UND_ERR_SOCKET', 'unreachable', true],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout', true],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout', true],
  ['ETIMEDOUT', 'timeout', true],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', false],
  ['CERT_HAS_EXPIRED', 'tls', false],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', false],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', false],
  ['HPE_INVALID_CONSTANT', 'bad-answer', false],
])('calls %s %s', (code, ours, retriable) => {
  const cause = Object.assign(new Error('below'), { code });
  const error = networkError({ host: 'ghcr.io', repository: 'acme/web' }, new Error('fetch', { cause }));
  expect(error).toMatchObject({ code: ours, retriable, host: 'ghcr.io', repository: 'acme/web' });
  expect(error.message).toContain(code);
});

it('keeps what it does not know as the cause', () => {
  const error = networkError({ host: 'ghcr.io' }, 'odd');
  expect(error).toMatchObject({
    code: 'unreachable',
    cause: 'odd',
    message: 'ghcr.io: it cannot be reached',
  });
});
