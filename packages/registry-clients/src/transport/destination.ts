import { BlockList, isIP } from 'node:net';
import type { Endpoint } from '../endpoint.ts';

/**
 * Why a URL that a registry named (a token service, a redirect's target) must not be asked, or undefined when it
 * may be. It keeps a registry from sending us, or a credential, where the operator did not mean us to go:
 *
 * - HTTPS only; HTTP where the registry itself is asked over HTTP, and never again after HTTPS (`encrypted`);
 * - no user or password in the URL;
 * - no loopback, private or link-local address, unless that is where the operator's own entry points.
 *
 * Names are not resolved here, so a name that leads to an internal address is not found out.
 */
export function refusal(url: URL, endpoint: Endpoint, encrypted: boolean): string | undefined {
  const plainAllowed = endpoint.plainHttp && !encrypted;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && plainAllowed)) return 'it is not HTTPS';
  if (url.username !== '' || url.password !== '') return 'it carries a user or a password';
  const own = new URL(endpoint.origin);
  if (url.host === own.host || !isInternal(url.hostname)) return undefined;
  return endpoint.listed && url.hostname === own.hostname ? undefined : 'it is an internal address';
}

function isInternal(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(address);
  if (version === 0) return /(?:^|\.)localhost\.?$/.test(hostname);
  return internalAddresses().check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** RFC 6890: this host, private, shared, loopback, link-local; IPv4 addresses mapped into IPv6 match as well. */
function internalAddresses(): BlockList {
  const list = new BlockList();
  list.addSubnet('0.0.0.0', 8);
  list.addSubnet('10.0.0.0', 8);
  list.addSubnet('100.64.0.0', 10);
  list.addSubnet('127.0.0.0', 8);
  list.addSubnet('169.254.0.0', 16);
  list.addSubnet('172.16.0.0', 12);
  list.addSubnet('192.168.0.0', 16);
  list.addAddress('::', 'ipv6');
  list.addAddress('::1', 'ipv6');
  list.addSubnet('fc00::', 7, 'ipv6');
  list.addSubnet('fe80::', 10, 'ipv6');
  return list;
}
