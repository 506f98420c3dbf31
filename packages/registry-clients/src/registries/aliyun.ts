import type { RegistryAdapter } from './registry-adapter.ts';

/** Alibaba Cloud's registry. Its own API has no times that an ordinary credential may read. */
export const aliyun: RegistryAdapter = {
  kind: 'aliyun',
  matches: (host) => /^registry(?:-vpc)?\.[a-z0-9-]+\.aliyuncs\.com$|\.cr\.aliyuncs\.com$/.test(host),
  time: 'built',
  newestFirst: false,
};
