import { forgeHealth as schema } from '@deployment-automator/api-schema';
import { expect, it } from 'vitest';
import { forgeHealth } from '../../../src/service/health/forge-health.ts';
import { createHostBook } from '../../../src/telemetry/index.ts';

const refused = { where: 'b', code: 'forge-failed', message: 'it refuses', next: 'give it a token' };
const unread = { where: 'c', code: 'git-unreachable', message: 'no answer', next: 'wait' };

it('says of each forge which config repos are on it, and why it fails', () => {
  const book = createHostBook(() => 0);
  book.note({ host: 'api.github.com', status: 403, limit: { remaining: 0 } });
  const github = { kind: 'github', host: 'api.github.com' };
  const rows = forgeHealth(
    [
      { ...github, configRepo: 'a', fault: undefined },
      { kind: 'gitlab', host: 'gitlab.com', configRepo: 'c', fault: unread },
      { ...github, configRepo: 'b', fault: refused },
    ],
    book,
  ).map((row) => schema.parse(row));
  expect(rows).toMatchObject([
    {
      host: 'api.github.com',
      kind: 'github',
      configRepos: ['a', 'b'],
      lastStatus: 403,
      requests: 1,
      fault: refused,
    },
    // That its repository cannot be fetched says nothing of the API.
    { host: 'gitlab.com', kind: 'gitlab', configRepos: ['c'], requests: 0, fault: null },
  ]);
});
