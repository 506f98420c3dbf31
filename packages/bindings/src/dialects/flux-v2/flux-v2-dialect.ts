import type { Dialect } from '../../dialect.ts';

export const fluxV2Dialect: Dialect = {
  name: 'flux-v2',
  wantedKinds: [],
  claims: () => ({ bindings: [], problems: [] }),
};
