import { expect, it } from 'vitest';
import { loadConfig, readSecretFile } from '../../src/config/index.ts';
import { checkWebhooks } from '../../src/doctor/webhooks.ts';

function findingsOf(webhooks: string) {
  const source = `configRepos: [{ name: a, url: u }]\nwebhooks: ${webhooks}\n`;
  const config = loadConfig('automator.yaml', source, { env: {}, readFile: readSecretFile });
  return checkWebhooks(config).map(({ check, state }) => `${state} ${check}`);
}

it.each([
  ['{}', ['warn webhooks']],
  ['{ registry: { quay: { tokens: [t] } } }', ['ok webhook registry quay']],
  ['{ registry: { quay: {} } }', ['fail webhook registry quay']],
  ['{ registry: { quay: { secrets: [s] } } }', ['fail webhook registry quay']],
  ['{ forge: { github: { secrets: [s] } } }', ['ok webhook forge github']],
  [
    '{ registry: { ghcr: { secrets: [s] } }, forge: { gitlab: { tokens: ["${NOT_SET}"] } } }',
    ['ok webhook registry ghcr', 'fail webhook forge gitlab'],
  ],
])('webhooks %s: %j', (webhooks, findings) => {
  expect(findingsOf(webhooks)).toEqual(findings);
});
