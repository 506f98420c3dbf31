import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import {
  createWebhookReceiver,
  registryWebhookKinds,
  type WebhookResult,
  webhookFault,
} from '@deployment-automator/registry-clients';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Config, loadConfig } from '../../src/config/index.ts';
import { buildServer, revealWebhook } from '../../src/server/index.ts';
import { type Block, readPage, readPages } from './pages.ts';
import { commandsOf } from './shell-words.ts';

const page = readFileSync(new URL('../../../../docs/webhooks.md', import.meta.url), 'utf8');

/** The page by heading. */
const sections = new Map(
  page.split(/^(?=#{2,3} )/m).map((text) => [/^#+ (.*)$/m.exec(text)?.[1] ?? '', text] as const),
);

/** The examples in one language. */
function examples(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\b[^\n]*\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, code = '']) => code,
  );
}

/** What the page says to write for each kind, all at once. */
function documented(token: string): Config['webhooks']['registry'] {
  const hooks = examples(page, 'yaml').filter((code) => code.startsWith('webhooks:'));
  return configured(Object.assign({}, ...hooks.map((code) => parse(code).webhooks.registry)), token);
}

function configured(registry: unknown, token: string): Config['webhooks']['registry'] {
  const source = JSON.stringify({ configRepos: [{ name: 'config', url: 'x' }], webhooks: { registry } });
  const env = new Proxy({}, { get: () => token });
  return loadConfig('automator.yaml', source, { env, readFile: () => '' }).webhooks.registry;
}

it.each(registryWebhookKinds)('the page says how %s is configured, and that lets somebody in', (kind) => {
  expect(page).toContain(`https://automator.example.org/webhooks/registry/${kind}`);
  const config = documented('a secret')[kind];
  expect(config && webhookFault(kind, revealWebhook(config))).toBeUndefined();
  expect(config).toBeDefined();
});

it.each(registryWebhookKinds)('the page of its own for %s says the same', (kind) => {
  const { text, blocks } = readPage(`docs/how-to/${kind}.md`);
  expect(text).toContain(`https://automator.example.org/webhooks/registry/${kind}`);
  const hooks = blocks.flatMap((block) =>
    /^webhooks:/m.test(block.text) ? [parse(block.text).webhooks] : [],
  );
  const config = configured(hooks[0]?.registry, 'a secret')[kind];
  expect(config && webhookFault(kind, revealWebhook(config))).toBeUndefined();
  expect(config).toBeDefined();
});

/** The lines of how-to pages that ask our service. */
const asked = readPages()
  .filter(({ path }) => path.startsWith('docs/how-to/'))
  .flatMap(({ blocks }) => blocks.filter(({ language }) => language === 'sh'))
  .filter(({ text }) => commandsOf(text).some(([program]) => program === 'curl'));

describe('the line for', () => {
  const token = 'a-long-random-secret';
  let server: FastifyInstance;
  let url: string;
  let results: WebhookResult[];

  beforeEach(async () => {
    results = [];
    server = buildServer({
      api: { tokens: [], open: false },
      webhooks: {
        registry: documented(token),
        receiver: createWebhookReceiver(),
        onResult: (_kind, result) => results.push(result),
        onAnswer: () => undefined,
      },
      forgeWebhooks: { forge: {}, onEvents: () => undefined, onAnswer: () => undefined },
      readiness: async () => ({ ready: true, configRepos: {} }),
      metrics: async () => ({ type: 'text/plain', text: '' }),
      onError: () => undefined,
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  });
  afterEach(() => server.close());

  const run = (command: string, env: Record<string, string>) => {
    const here = command.replaceAll('https://automator.example.org', url);
    return promisify(execFile)('sh', ['-c', here], { env: { PATH: process.env['PATH'] ?? '', ...env } });
  };
  /** The command as the CI hands it to the shell. */
  const commandOf = (heading: string): string => {
    const text = sections.get(heading) ?? '';
    const [groovy] = examples(text, 'groovy');
    if (groovy !== undefined) return /'''(.*?)'''/s.exec(groovy)?.[1] ?? '';
    const found: string[] = [];
    JSON.stringify(parse(examples(text, 'yaml')[0] ?? ''), (_key, value: unknown) => {
      if (typeof value === 'string' && value.includes('curl ')) found.push(value);
      return value;
    });
    return found.join('\n');
  };

  it.each([
    [
      'GitHub Actions',
      { GITHUB_REPOSITORY: 'Acme/Web', GITHUB_REF_NAME: 'v1.4.2' },
      'ghcr.io/acme/web:v1.4.2',
    ],
    [
      'GitLab CI',
      { CI_REGISTRY_IMAGE: 'registry.gitlab.com/acme/web', CI_COMMIT_TAG: 'v1.4.2' },
      'registry.gitlab.com/acme/web:v1.4.2',
    ],
    ['Jenkins', { BUILD_NUMBER: '142' }, 'registry.example.org/acme/web:142'],
    ['CircleCI', { CIRCLE_TAG: 'v1.4.2' }, 'registry.example.org/acme/web:v1.4.2'],
    ['Bitbucket Pipelines', { BITBUCKET_TAG: 'v1.4.2' }, 'registry.example.org/acme/web:v1.4.2'],
  ])('%s announces its image, and fails with a wrong secret', async (heading, env, image) => {
    const command = commandOf(heading);
    expect(command.trim().split('\n')).toHaveLength(1);
    const { stdout } = await run(command, { ...env, HOOK_TOKEN: token });
    expect(JSON.parse(stdout)).toMatchObject({ result: 'event' });
    const events = results.flatMap((result) => (result.result === 'event' ? result.events : []));
    expect(events.map(({ registry, repository, tag }) => `${registry}/${repository}:${tag}`)).toEqual([
      image,
    ]);
    await expect(run(command, { ...env, HOOK_TOKEN: 'wrong' })).rejects.toMatchObject({
      stderr: expect.stringContaining('401'),
    });
  });

  it.each(asked)('$heading, at $page:$line, is answered', async ({ text }: Block) => {
    const lines = text.split('\n').filter((line) => line.startsWith('curl '));
    const here = lines.join('\n').replaceAll('http://127.0.0.1:8080', url);
    const { stdout } = await run(`set -e\n${here}`, { HOOK_TOKEN: token });
    expect(stdout).toMatch(/\{.*\}/);
    expect(stdout).not.toMatch(/^HTTP\/1\.1 [45]/m);
  });

  it('trying it gets a ping', async () => {
    const [command = ''] = examples(sections.get('Try it') ?? '', 'sh');
    const { stdout } = await run(command, { HOOK_TOKEN: token });
    expect(stdout).toMatch(/^HTTP\/1\.1 202 /);
    expect(stdout).toContain('{"result":"ping"}');
  });
});
