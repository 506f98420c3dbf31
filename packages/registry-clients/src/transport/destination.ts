import type { Endpoint } from '../endpoint.ts';
import { createInternalCheck } from './internal-address.ts';

/**
 * Why a URL that a registry named (a token service, a redirect's target) must not be asked, or undefined when it
 * may be. It keeps a registry from sending us, or a credential, where the operator did not mean us to go:
 *
 * - HTTPS only; HTTP where the registry itself is asked over HTTP, and never again after HTTPS (`encrypted`);
 * - no user or password in the URL;
 * - no internal address (see {@link isRefusedAddress}).
 */
export function refusal(url: URL, endpoint: Endpoint, encrypted: boolean): string | undefined {
  const plainAllowed = endpoint.plainHttp && !encrypted;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && plainAllowed)) return 'it is not HTTPS';
  if (url.username !== '' || url.password !== '') return 'it carries a user or a password';
  return isRefusedAddress(url, endpoint) ? 'it is an internal address' : undefined;
}

/**
 * Whether a URL's host is an internal address that the operator did not write down for this registry. Names are
 * not resolved here; where they lead is checked when the connection is made.
 */
export function isRefusedAddress({ hostname }: URL, endpoint: Endpoint): boolean {
  return !endpoint.hostnames.has(hostname) && createInternalCheck()(hostname);
}
