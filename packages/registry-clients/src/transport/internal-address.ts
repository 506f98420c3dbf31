import { BlockList, isIP } from 'node:net';

/**
 * Says whether an address or a name is one that only machines around us have: this host, private, shared, loopback,
 * link-local, or for no single host (RFC 6890). IPv4 addresses mapped into IPv6 count as what they are.
 */
export function createInternalCheck(): (hostname: string) => boolean {
  const list = new BlockList();
  for (const [network, bits] of IPV4) list.addSubnet(network, bits);
  for (const [network, bits] of IPV6) list.addSubnet(network, bits, 'ipv6');
  return (hostname) => {
    const address = hostname.replace(/^\[|\]$/g, '');
    const version = isIP(address);
    if (version === 0) return /(?:^|\.)localhost\.?$/i.test(hostname);
    return list.check(address, version === 6 ? 'ipv6' : 'ipv4');
  };
}

const IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
];

const IPV6: readonly (readonly [string, number])[] = [
  ['::', 128],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
];
