import { createHmac } from 'node:crypto';
import { isEqual } from './constant-time.ts';

/**
 * Whether a header holds the HMAC of these bytes as lower-case hex, after a prefix such as `sha256=`. Any other
 * spelling of the same number is refused, so that one flipped bit always is.
 */
export function isSignature(
  shown: string | undefined,
  { algorithm, prefix = '' }: { readonly algorithm: 'sha1' | 'sha256'; readonly prefix?: string },
  secret: string,
  bytes: Buffer | string,
): boolean {
  return isEqual(prefix + createHmac(algorithm, secret).update(bytes).digest('hex'), shown);
}

/** GitHub's header, which others copied: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
export function isHubSignature(secret: string, shown: string | undefined, bytes: Buffer | string): boolean {
  return isSignature(shown, { algorithm: 'sha256', prefix: 'sha256=' }, secret, bytes);
}
