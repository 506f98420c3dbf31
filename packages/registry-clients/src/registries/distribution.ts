import type { RegistryAdapter } from './registry-adapter.ts';

/** Any registry that speaks the OCI protocol and nothing else that we know of. */
export const distribution: RegistryAdapter = {
  kind: 'distribution',
  matches: () => true,
  time: 'built',
  newestFirst: false,
};
