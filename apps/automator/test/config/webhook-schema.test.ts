import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config/index.ts';
import { revealWebhook } from '../../src/server/index.ts';

const env = { NEW: 'new', OLD: 'old' };

function load(registry: string) {
  const source = `configRepos: [{ name: a, url: u }]\nwebhooks: { registry: ${registry} }`;
  return loadConfig('automator.yaml', source, { env, readFile: () => '' }).webhooks.registry;
}

describe('good webhooks', () => {
  it.each([
    ['tokens', '{ quay: { tokens: ["${NEW}", "${OLD}"] } }', { tokens: ['new', 'old'] }],
    ['secrets', '{ quay: { secrets: ["${NEW}"] } }', { secrets: ['new'] }],
    [
      'a header',
      '{ quay: { headers: { Authorization: "Bearer ${NEW}" } } }',
      { headers: { authorization: ['Bearer new'] } },
    ],
    [
      'a header of two values',
      '{ quay: { headers: { a: ["${NEW}", "${OLD}"] } } }',
      { headers: { a: ['new', 'old'] } },
    ],
    [
      'a header that is not set',
      '{ quay: { headers: { a: "${NOT}", b: ["${NOT}"], c: x } } }',
      { headers: { c: ['x'] } },
    ],
    [
      'a user',
      '{ quay: { basic: { username: u, password: "${NEW}" } } }',
      { basic: [{ username: 'u', password: 'new' }] },
    ],
    [
      'two users',
      '{ quay: { basic: [{ username: u, password: a }, { username: u, password: b }] } }',
      {
        basic: [
          { username: 'u', password: 'a' },
          { username: 'u', password: 'b' },
        ],
      },
    ],
    ['a registry', '{ quay: { registry: "quay.acme.test:8443" } }', { registry: 'quay.acme.test:8443' }],
    [
      'a registry with a path',
      '{ quay: { registry: acme.jfrog.test/docker } }',
      { registry: 'acme.jfrog.test/docker' },
    ],
    ['nothing', '{ quay: {} }', { tokens: [], secrets: [], headers: {}, basic: [] }],
  ])('have %s', (_name, source, settings) => {
    const webhook = load(source).quay;
    expect(webhook && revealWebhook(webhook)).toMatchObject(settings);
  });

  it('of gar ask for a token of Google', () => {
    const { gar } = load(
      '{ gar: { audience: https://automator.acme.test, email: [a@acme.test, b@acme.test] } }',
    );
    expect(gar && revealWebhook(gar).google).toEqual({
      audiences: ['https://automator.acme.test'],
      emails: ['a@acme.test', 'b@acme.test'],
    });
  });
});

describe('bad webhooks', () => {
  it.each([
    ['an audience alone', '{ gar: { audience: x } }', 'webhooks.registry.gar'],
    ['an email alone', '{ gar: { email: x } }', 'webhooks.registry.gar'],
    ['an audience that is not set', '{ gar: { audience: "${NOT}", email: x } }', 'webhooks.registry.gar'],
    ['keys of Google for another sender', '{ quay: { audience: x, email: y } }', 'webhooks.registry.quay'],
    ['keys over HTTP', '{ gar: { keysUrl: "http://keys.acme.test/" } }', 'webhooks.registry.gar.keysUrl'],
    ['a URL for a registry', '{ quay: { registry: "https://quay.io" } }', 'webhooks.registry.quay.registry'],
    ['a password alone', '{ quay: { basic: { password: x } } }', 'webhooks.registry.quay.basic'],
    ['an unknown key', '{ quay: { token: x } }', 'webhooks.registry.quay.token'],
    ['an unknown kind', '{ dockerhbu: {} }', 'webhooks.registry.dockerhbu'],
  ])('have %s', (_name, source, key) => {
    expect(() => load(source)).toThrow(ConfigError);
    expect(() => load(source)).toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ key, line: 2 })] }),
    );
  });
});

it('knows the other names of a registry', () => {
  const read = (aliases: string) => {
    const source = `configRepos: [{ name: a, url: u }]\nregistries: [{ host: docker.io, aliases: ${aliases} }]`;
    return loadConfig('automator.yaml', source, { env, readFile: () => '' }).registries[0]?.aliases;
  };
  expect(read('[mirror.acme.test/hub, "mirror.acme.test:5000"]')).toEqual([
    'mirror.acme.test/hub',
    'mirror.acme.test:5000',
  ]);
  expect(() => read('["https://mirror.acme.test"]')).toThrow(ConfigError);
  expect(() => read('["mirror.acme.test/Hub/"]')).toThrow(ConfigError);
});
