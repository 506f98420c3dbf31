import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Config, ConfigError, loadConfig, readSecretFile } from '../../src/config/index.ts';

const contract = `listen: 127.0.0.1:8080
dataDir: ./data
redisUrl: \${REDIS_URL}            # leave out for the embedded queue and store
api: { tokens: ["\${API_TOKEN}"] }
configRepos:
  - name: production
    url: https://github.com/acme/config.git
    branch: main
    paths: ["clusters/**"]
    pollInterval: 1m
    dialects: [automator]
    writeBack: pull-request       # or commit; the default is observe: decide and show, write nothing
    allow: { registries: ["ghcr.io/acme/**"] }          # what bindings in this repo may name
    limits: { openPullRequests: 10, newPullRequestsPerHour: 4, updatesPerRun: 100 }
    credentials: { username: automator, password: "\${GIT_TOKEN}" }
    forge: { kind: github, token: "\${GITHUB_TOKEN}" }   # apiUrl: for a self-hosted one
registries:
  - host: ghcr.io
    credentials: { username: acme, password: "\${GHCR_TOKEN}" }
    pollInterval: 5m
  - host: 127.0.0.1:5000
    plainHttp: true
webhooks:                          # a kind that is not listed is refused
  registry:
    dockerhub: { tokens: ["\${DOCKERHUB_HOOK_TOKEN}"] }   # /webhooks/registry/dockerhub/<token>
    ghcr: { secrets: ["\${GHCR_HOOK_SECRET}"] }           # HMAC
    distribution: { headers: { authorization: "\${HOOK_AUTHORIZATION}" } }
  forge:
    github: { secrets: ["\${GITHUB_HOOK_SECRET}"] }
`;
const env = {
  API_TOKEN: 'api-token',
  GIT_TOKEN: 'git-token',
  GITHUB_TOKEN: 'github-token',
  GHCR_TOKEN: 'ghcr-token',
  DOCKERHUB_HOOK_TOKEN: 'hub-token',
  GHCR_HOOK_SECRET: 'ghcr-secret',
  HOOK_AUTHORIZATION: 'Bearer hook',
  GITHUB_HOOK_SECRET: 'github-secret',
};

function load(source: string, environment: Record<string, string> = {}): Config {
  return loadConfig('automator.yaml', source, { env: environment, readFile: readSecretFile });
}

function faultsOf(source: string, environment: Record<string, string> = {}): string[] {
  try {
    load(source, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(({ line, key }) => `${line} ${key}`);
    throw error;
  }
  return [];
}

describe('good configuration', () => {
  it('reads the contract', () => {
    const config = load(contract, env);
    expect(config).toMatchObject({
      listen: { host: '127.0.0.1', port: 8080 },
      configRepos: [{ name: 'production', pollInterval: 60_000, writeBack: 'pull-request' }],
      registries: [
        { host: 'ghcr.io', pollInterval: 300_000, plainHttp: false },
        { host: '127.0.0.1:5000', plainHttp: true },
      ],
    });
    expect(config.redisUrl).toBeUndefined();
    expect(config.api.tokens.map((token) => token.reveal())).toEqual(['api-token']);
    expect(config.webhooks.registry.distribution?.headers['authorization']?.[0]?.reveal()).toBe(
      'Bearer hook',
    );
  });

  it('counts a key whose variable is not set as left out', () => {
    const config = load(contract, { ...env, API_TOKEN: '', REDIS_URL: 'redis://127.0.0.1:6379' });
    expect(config.api.tokens).toEqual([]);
    expect(config.redisUrl?.reveal()).toBe('redis://127.0.0.1:6379');
  });

  it('observes unless it is told to write', () => {
    const config = load('configRepos: [{ name: a, url: https://example.org/a.git }]');
    expect(config.configRepos[0]).toMatchObject({ writeBack: 'observe', branch: 'main', paths: ['**'] });
  });

  it('reads a secret from a file, again when it changes', () => {
    const dir = mkdtempSync(join(tmpdir(), 'config-'));
    const file = join(dir, 'token');
    writeFileSync(file, 'first\n');
    const config = load(
      `api: { tokens: ["\${file:${file}}"] }\nconfigRepos: [{ name: a, url: https://e.org/a }]`,
    );
    expect(config.api.tokens[0]?.reveal()).toBe('first');
    writeFileSync(file, 'second\n');
    expect(config.api.tokens[0]?.reveal()).toBe('second');
    rmSync(dir, { recursive: true });
  });

  it('never shows a secret', () => {
    const config = load(contract, env);
    const shown = `${JSON.stringify(config)} ${inspect(config, { depth: 9 })} ${config.api.tokens[0]}`;
    for (const secret of Object.values(env)) expect(shown).not.toContain(secret);
  });
});

describe('bad configuration', () => {
  it('reports every fault at once, each with its line', () => {
    const source = `listen: nowhere
configRepos:
  - name: a b
    url: https://user:pass@example.org/a.git
    pollInterval: soon
    writeBack: push
  - name: b
    url: https://example.org/b.git
    colour: red
registries:
  - plainHttp: yes
`;
    expect(faultsOf(source).toSorted()).toEqual(
      [
        '1 listen',
        '3 configRepos[0].name',
        '4 configRepos[0].url',
        '5 configRepos[0].pollInterval',
        '6 configRepos[0].writeBack',
        '9 configRepos[1].colour',
        '11 registries[0].host',
        '11 registries[0].plainHttp',
      ].toSorted(),
    );
  });

  it.each([
    ['no config repo', 'listen: 127.0.0.1:1', '1 configRepos'],
    ['broken YAML', 'listen: [1', '1 '],
    [
      'an unknown webhook kind',
      'configRepos: [{ name: a, url: u }]\nwebhooks: { registry: { dockerhbu: {} } }',
      '2 webhooks.registry.dockerhbu',
    ],
    [
      'a name twice',
      'configRepos:\n  - { name: a, url: u }\n  - { name: a, url: v }',
      '3 configRepos[1].name',
    ],
    [
      'a file that is not there',
      'api: { tokens: ["${file:/nowhere/token}"] }\nconfigRepos: [{ name: a, url: u }]',
      '1 api.tokens[0]',
    ],
    ['an empty file', '', '1 configRepos'],
    ['too many aliases', `a: &a [1]\nb: [${'*a, '.repeat(200)}]`, '1 '],
    ['a Redis that is none', 'redisUrl: 127.0.0.1:6379\nconfigRepos: [{ name: a, url: u }]', '1 redisUrl'],
  ])('reports %s', (_name, source, fault) => {
    expect(faultsOf(source)).toContain(fault);
  });

  it.each([
    ['in the URL of a config repo', 'url: "https://u:${GIT_TOKEN}@example.org/a"'],
    ['in that URL, in capitals', 'url: "HTTPS://u:${GIT_TOKEN}@example.org/a"'],
    ['in the query of that URL', 'url: "https://example.org/a.git?token=${GIT_TOKEN}"'],
    ['taken for an alias', 'url: u, credentials: { username: u, password: *git-token }'],
    ['taken for a tag', 'url: u, credentials: { username: u, password: !git-token x }'],
    ['taken for a block scalar', 'url: u }]\npassword: |git-token\nx: [{ y: z'],
    ['behind a value', 'url: u, credentials: { username: u, password: "a" "git-token" }'],
    ['in a list', 'url: u, credentials: { username: u, password: [git-token] }'],
    ['in the URL of Redis', 'url: u }]\nredisUrl: "redis://u:${GIT_TOKEN}@a host:x"\nx: [{ y: z'],
  ])('does not repeat a secret %s', (_name, text) => {
    let said = '';
    try {
      load(`configRepos: [{ name: a, ${text} }]`, env);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      said = inspect(error, { depth: 9 });
    }
    expect(said).toMatch(/automator\.yaml:\d+:\d+: \S/);
    expect(said).not.toContain('git-token');
  });
});

describe('how a config repo is entered and written', () => {
  const repo = (lines: string): string => `configRepos:\n  - name: a\n    url: https://h/a.git\n${lines}`;

  it.each([
    ['credentials: { username: a, password: b }'],
    ['credentials: { token: t }'],
    ['credentials: { githubApp: { appId: 1, privateKey: k } }'],
    [
      'credentials: { githubApp: { appId: "Iv1.a", privateKey: k, installationId: 2, apiUrl: https://h/api/v3 } }',
    ],
    ['credentials: { sshKeyFile: /k }'],
    ['credentials: { sshKeyFile: /k, knownHostsFile: /h }'],
    ['caFile: /ca.pem'],
    ['commit: { message: "{{subject}}", author: { name: a, email: b }, committer: { name: c, email: d } }'],
    ['commit: { signing: { format: ssh, keyFile: /k } }'],
    ['commit: { signing: { format: gpg, key: ABCD, home: /h } }'],
  ])('%s', (line) => {
    expect(faultsOf(repo(`    ${line}\n`))).toEqual([]);
  });

  it.each([
    ['credentials: { token: t, password: b }', '4 configRepos[0].credentials.password'],
    ['credentials: { knownHostsFile: /h }', '4 configRepos[0].credentials'],
    ['commit: { author: { name: a } }', '4 configRepos[0].commit.author.email'],
    ['commit: { signing: { format: x509 } }', '4 configRepos[0].commit.signing.format'],
  ])('not %s', (line, fault) => {
    expect(faultsOf(repo(`    ${line}\n`))).toEqual([fault]);
  });
});
