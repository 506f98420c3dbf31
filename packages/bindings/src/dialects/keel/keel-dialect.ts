import type { Dialect } from '../../dialect.ts';

export const keelDialect: Dialect = {
  name: 'keel',
  wantedKinds: [],
  claims: () => ({ bindings: [], problems: [] }),
};
