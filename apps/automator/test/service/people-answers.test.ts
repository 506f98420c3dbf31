import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  activityPage,
  candidatesPage,
  changeSetDetail,
  changeSetsPage,
  checkAnswer,
  configReposPage,
  health,
  imageDetail,
  imagesPage,
  problemDetails,
  session,
} from '@deployment-automator/api-schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { readPage } from '../docs/pages.ts';
import { deployment, openPeopleWorld, type PeopleWorld } from './people-world.ts';

let world: PeopleWorld;
let image: string;
const web = 'web.yaml#0/spec/template/spec/containers/0/image';

beforeAll(async () => {
  const policy = 'automator/tag: semver:^1';
  world = await openPeopleWorld((host) => ({
    staging: {
      'web.yaml': deployment('web', `${host}/acme/web:1.0.0`, [policy]),
      'apps/web.yaml': deployment('web', `${host}/acme/web:1.1.0`, [policy]),
    },
    production: {
      'web.yaml': deployment('web', `${host}/acme/web:1.0.0`, [policy]),
      'typo.yaml': deployment('typo', `${host}/acme/web:1.0.0`, [policy, 'automator/gruop: x']),
    },
  }));
  world.registry.seed('acme/web', ['1.0.0', '1.1.0']);
  await world.until(
    async () => imagesPage.parse(await (await world.get('/api/v1/images?search=web')).json()).items[0],
    (row) => row?.bindings.some(({ state }) => state === 'pull-request') === true,
  );
  image = `/api/v1/images/${imagesPage.parse(await (await world.get('/api/v1/images')).json()).items[0]?.id}`;
}, 60_000);
afterAll(() => world.close());

/** Every path of the document that is read with GET, an address of it, and what is answered. */
const read: Readonly<Record<string, readonly [url: () => Promise<string>, schema: z.ZodType]>> = {
  '/api/v1/session': [async () => '/api/v1/session', session],
  '/api/v1/images': [
    async () => '/api/v1/images?sort=since&order=desc&state=conflict&state=current',
    imagesPage,
  ],
  '/api/v1/images/{id}': [async () => image, imageDetail],
  '/api/v1/images/{id}/candidates': [
    async () => `${image}/candidates?configRepo=staging&binding=${encodeURIComponent(web)}`,
    candidatesPage,
  ],
  '/api/v1/config-repos': [async () => '/api/v1/config-repos', configReposPage],
  '/api/v1/activity': [async () => '/api/v1/activity', activityPage],
  '/api/v1/health': [async () => '/api/v1/health', health],
  '/api/v1/change-sets': [async () => '/api/v1/change-sets', changeSetsPage],
  '/api/v1/change-sets/{configRepo}/{id}': [
    async () => {
      const [first] = changeSetsPage.parse(await (await world.get('/api/v1/change-sets')).json()).items;
      return `/api/v1/change-sets/${first?.configRepo}/${encodeURIComponent(first?.id ?? '')}`;
    },
    changeSetDetail,
  ],
};

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

async function documented(): Promise<string[]> {
  const { paths } = (await (await world.get('/api/openapi.json')).json()) as Document;
  return Object.entries(paths)
    .filter(([path, operations]) => 'get' in operations && path !== '/api/v1/events')
    .map(([path]) => path);
}

describe('every answer', () => {
  it('is what its schema says and nothing more, and is not sent twice', async () => {
    for (const path of await documented()) {
      const [url, schema] = read[path] ?? [];
      if (url === undefined || schema === undefined) throw new Error(`${path} is not tried here`);
      const answer = await world.get(await url());
      const text = await answer.text();
      expect([path, answer.status]).toEqual([path, 200]);
      expect(schema.parse(JSON.parse(text))).toEqual(JSON.parse(text));
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
      expect(answer.headers.get('etag')).toMatch(/^"[\w-]+"$/);
    }
  });

  it.each(['/api/v1/session', '/api/v1/images', '/api/v1/config-repos?limit=1'])(
    '%s is not sent again while it is the same',
    async (url) => {
      const again = await world.until(
        async () => {
          const tag = (await world.get(url)).headers.get('etag') ?? '';
          return world.get(url, { 'if-none-match': tag });
        },
        ({ status }) => status === 304,
      );
      expect(await again.text()).toBe('');
    },
  );

  it('needs a token, but for what is open', async () => {
    for (const path of await documented()) {
      const url = await read[path]?.[0]();
      const answer = await world.get(url ?? path, { authorization: 'Bearer wrong' });
      expect([path, answer.status]).toEqual([path, path === '/api/v1/session' ? 200 : 401]);
    }
  });

  it('holds no secret', async () => {
    for (const path of await documented()) {
      const text = await (await world.get((await read[path]?.[0]()) ?? path)).text();
      for (const secret of [world.token, world.password, world.forge.token])
        expect(text).not.toContain(secret);
    }
  });
});

describe('what cannot be done', () => {
  const id = 'nowhere.yaml#0/image';
  it.each([
    [
      'an image that is not bound',
      'POST',
      '/api/v1/checks',
      { image: 'ghcr.io/acme/other' },
      404,
      'image-not-bound',
    ],
    ['a name that is none', 'POST', '/api/v1/checks', { image: 'Not An Image' }, 400, 'bad-request'],
    ['a field that is not there', 'POST', '/api/v1/holds', { id }, 404, 'not-found'],
    [
      'a config repo that is not there',
      'POST',
      '/api/v1/releases',
      { id, configRepo: 'no' },
      404,
      'not-found',
    ],
    ['a field of two config repos', 'POST', '/api/v1/holds', { id: web }, 409, 'ambiguous'],
    [
      'a hold that is over',
      'POST',
      '/api/v1/holds',
      { id: web, configRepo: 'staging', until: '2020-01-01T00:00:00Z' },
      400,
      'bad-request',
    ],
    [
      'an image that nobody knows',
      'GET',
      '/api/v1/images/0123456789abcdef',
      undefined,
      404,
      'image-not-bound',
    ],
    ['an id that is none', 'GET', '/api/v1/images/web', undefined, 400, 'bad-request'],
  ] as const)(
    'is a problem with a code and a next step: %s',
    async (_name, method, path, body, status, code) => {
      const answer = await (method === 'GET' ? world.get(path) : world.post(path, body));
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      const problem = problemDetails.parse(await answer.json());
      expect(problem).toMatchObject({ status, code });
      expect(problem.next).toMatch(/./);
    },
  );

  it('names what is bound where an image is not', async () => {
    const answer = await world.post('/api/v1/checks', { image: 'ghcr.io/acme/other' });
    expect(problemDetails.parse(await answer.json()).detail).toContain(`${world.registry.host}/acme/web`);
  });

  it('is no reason not to check what is bound', async () => {
    const answer = await world.post('/api/v1/checks', {
      image: `${world.registry.host}/acme/web@sha256:${'0'.repeat(64)}`,
    });
    expect(answer.status).toBe(202);
    expect(checkAnswer.parse(await answer.json())).toEqual({ image: `${world.registry.host}/acme/web` });
  });
});

describe('the page on the API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'automator-api-page-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const { blocks } = readPage('docs/api.md');

  it.each(blocks.filter(({ language }) => language === 'sh'))(
    'shows at line $line what works',
    async ({ text }) => {
      const env = { PATH: process.env['PATH'], AUTOMATOR: world.url(), API_TOKEN: world.token };
      const script = text.replaceAll('ghcr.io', world.registry.host);
      const { stdout: printed } = await promisify(execFile)('sh', ['-ec', script], { env, cwd: folder });
      // The one command that prints nothing is answered that nothing has changed.
      if (!script.includes('--etag-compare')) expect(printed).toMatch(/^\{.*\}$/s);
    },
  );

  it('shows a problem as they are', () => {
    const shown = blocks.find(({ language }) => language === 'json');
    expect(problemDetails.parse(JSON.parse(shown?.text ?? ''))).toMatchObject({ code: 'ambiguous' });
  });
});
