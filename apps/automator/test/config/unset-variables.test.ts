import { expect, it } from 'vitest';
import { unsetVariables } from '../../src/config/index.ts';

it('names each variable with its key, wherever it stands, and not what a comment says', () => {
  const source = `redisUrl: \${REDIS_URL} # not \${COMMENTED}
api: { tokens: ["\${SET}", "Bearer \${EMPTY}"] }
configRepos:
  - credentials: { password: "\${A}\${B}" }
file: \${file:/run/secret}
`;
  expect(unsetVariables(source, { SET: 'yes', EMPTY: '' })).toEqual([
    { name: 'REDIS_URL', key: 'redisUrl' },
    { name: 'EMPTY', key: 'api.tokens[1]' },
    { name: 'A', key: 'configRepos[0].credentials.password' },
    { name: 'B', key: 'configRepos[0].credentials.password' },
  ]);
});

it.each(['', 'a: [', 'a: &a [*a]', '- 1'])('says nothing of %j', (source) => {
  expect(unsetVariables(source, {})).toEqual([]);
});
