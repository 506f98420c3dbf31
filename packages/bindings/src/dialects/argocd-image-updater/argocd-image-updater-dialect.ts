import type { Dialect } from '../../dialect.ts';

export const argocdImageUpdaterDialect: Dialect = {
  name: 'argocd-image-updater',
  wantedKinds: [],
  claims: () => ({ bindings: [], problems: [] }),
};
