import { RegistryError, type RegistryErrorCode, type Subject } from '../registry-error.ts';
import { refusedAddress } from './guarded-lookup.ts';

/** Which of our codes the codes of Node, OpenSSL and undici mean; what matches none is `unreachable`. */
const meanings: readonly (readonly [RegExp, RegistryErrorCode, string])[] = [
  [/^(?:ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout', 'it does not answer in time'],
  [/^(?:EPROTO|ERR_SSL_.*)$/, 'tls', 'it does not speak TLS as we do'],
  [
    /^(?:ERR_TLS_.*|CERT_.*|.*CERT.*|UNABLE_TO_.*|HOSTNAME_MISMATCH)$/,
    'tls',
    'its certificate is not trusted',
  ],
  [/^ERR_OSSL_.*$/, 'tls', 'the ca or clientCertificate in its entry cannot be used'],
  [/^(?:HPE_.*|Z_.*|UND_ERR_HEADERS_OVERFLOW)$/, 'bad-answer', 'its answer cannot be read'],
];

/** What went wrong below HTTP, as a registry error. */
export function networkError(subject: Subject, error: unknown): RegistryError {
  const code = errorCode(error);
  if (code === refusedAddress) {
    const what = 'its name leads to an internal address, and nobody listed it';
    return new RegistryError('refused-address', subject, what);
  }
  const found = meanings.find(([pattern]) => pattern.test(code));
  const [, ours, what] = found ?? [undefined, 'unreachable' as const, 'it cannot be reached'];
  return new RegistryError(ours, subject, code === '' ? what : `${what} (${code})`, { cause: error });
}

/** The code that Node, OpenSSL or undici gave an error or one of its causes; empty where there is none. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return errorCode(error.cause);
}
