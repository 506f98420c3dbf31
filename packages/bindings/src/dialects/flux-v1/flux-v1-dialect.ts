import type { Dialect } from '../../dialect.ts';

export const fluxV1Dialect: Dialect = {
  name: 'flux-v1',
  wantedKinds: [],
  claims: () => ({ bindings: [], problems: [] }),
};
