import { describe, expect, it } from 'vitest';
import type { RegistryOptions } from '../../src/index.ts';
import { json, script } from '../script.ts';
import type { Heard, Scripted } from '../scripted-registry.ts';
import { createFakeTime, type FakeTime } from './fake-time.ts';

const tags = json({ tags: ['1.0.0'] });
const SECOND = 1000;

/** A registry that gives these answers in turn, and the last one for ever. */
async function inTurn(answers: readonly Scripted[], limits?: RegistryOptions['limits']) {
  const time: FakeTime = createFakeTime();
  let at = 0;
  const opened = await script(
    () => {
      const answer = answers[Math.min(at, answers.length - 1)];
      at += 1;
      return answer;
    },
    { now: time.now, sleep: time.sleep, limits },
  );
  const image = (repository: string) => ({ ...opened.image, repository });
  return { ...opened, time, image };
}

describe('a request is made again', () => {
  it.each<[string, Scripted]>([
    ['when the connection was cut', { cut: true }],
    ['after 500', { status: 500 }],
    ['after 502', { status: 502 }],
    ['after 503', { status: 503 }],
    ['after 504', { status: 504 }],
    ['after 408', { status: 408 }],
    ['after 429 with a short wait', { status: 429, headers: { 'retry-after': '2' } }],
    ['after 503 with a short wait', { status: 503, headers: { 'retry-after': '2' } }],
  ])('%s', async (_name, answer) => {
    const { client, image, registry } = await inTurn([answer, tags]);
    expect(await client.listTags(image('acme/web'))).toMatchObject({ state: 'complete', tags: ['1.0.0'] });
    expect(registry.heard).toHaveLength(2);
  });

  it('twice at most, after growing waits', async () => {
    const { client, image, registry, time } = await inTurn([{ status: 502 }]);
    const problem = { code: 'server-error', status: 502 };
    expect(await client.listTags(image('acme/web'))).toMatchObject({ state: 'failed', problem });
    expect(registry.heard).toHaveLength(3);
    const [first = 0, second = 0] = time.slept;
    expect(first).toBeGreaterThanOrEqual(150);
    expect(first).toBeLessThanOrEqual(450);
    expect(second).toBeGreaterThanOrEqual(600);
    expect(second).toBeLessThanOrEqual(1800);
  });

  it('in the middle of a list, so that the list is whole', async () => {
    const link = { link: '</v2/acme/web/tags/list?last=a>; rel="next"' };
    const { client, image } = await inTurn([
      json({ tags: ['a'] }, link),
      { cut: true },
      json({ tags: ['b'] }),
    ]);
    expect(await client.listTags(image('acme/web'))).toMatchObject({ state: 'complete', tags: ['a', 'b'] });
  });
});

describe('a request is not made again', () => {
  it.each<[string, Scripted]>([
    ['after 403', { status: 403 }],
    ['after 404 with a wait', { status: 404, headers: { 'retry-after': '1' } }],
    ['after 404', { status: 404 }],
    ['after 501', { status: 501 }],
    ['after a web page', { body: '<html>' }],
    ['after 429', { status: 429 }],
    ['after 429 with a long wait', { status: 429, headers: { 'retry-after': '60' } }],
    ['after 503 with a long wait', { status: 503, headers: { 'retry-after': '60' } }],
  ])('%s', async (_name, answer) => {
    const { client, image, registry } = await inTurn([answer, tags]);
    expect(await client.listTags(image('acme/web'))).toMatchObject({ state: 'failed' });
    expect(registry.heard).toHaveLength(1);
  });
});

describe('a whole host is left alone', () => {
  const soon = Date.parse('2024-05-01T10:01:30Z') / SECOND;
  it.each<[string, Scripted['headers'], number]>([
    ['seconds', { 'retry-after': '90' }, 90],
    ['an HTTP date', { 'retry-after': 'Wed, 01 May 2024 10:01:30 GMT' }, 90],
    ["Docker Hub's time", { 'x-retry-after': `${soon}` }, 90],
    ["GitHub's time", { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${soon}` }, 90],
    ['nothing', {}, 10],
  ])('when it wants fewer requests and says %s', async (_name, headers, seconds) => {
    const { client, image, registry, time } = await inTurn([{ status: 429, headers: headers ?? {} }, tags]);
    const began = time.now();
    expect(await client.listTags(image('acme/web'))).toMatchObject({ problem: { code: 'rate-limited' } });
    const { problem } = await client.listTags(image('acme/other'));
    expect(problem).toMatchObject({
      code: 'rate-limited',
      retriable: true,
      retryAt: began + seconds * SECOND,
    });
    await expect(client.resolveTag(image('acme/web'), '1')).rejects.toMatchObject({ code: 'rate-limited' });
    expect(registry.heard).toHaveLength(1);
    time.pass(seconds * SECOND);
    expect(await client.listTags(image('acme/other'))).toMatchObject({ state: 'complete' });
  });

  it('when it fails again and again, until one request is answered well', async () => {
    const answers = Array.from({ length: 5 }, () => ({ status: 500 }));
    const { client, image, registry, time } = await inTurn([...answers, tags]);
    await client.listTags(image('acme/one'));
    await client.listTags(image('acme/two'));
    const made = registry.heard.length;
    expect(made).toBe(5);
    const { problem } = await client.listTags(image('acme/three'));
    expect(problem).toMatchObject({ code: 'server-error', retriable: true });
    expect(problem?.message).toContain('is not asked before 2024-05-01T10:00');
    expect(registry.heard).toHaveLength(made);
    time.pass(60 * SECOND);
    expect(await client.listTags(image('acme/three'))).toMatchObject({ state: 'complete' });
  });

  it.each<[string, Scripted]>([
    ['a web page', { headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['half an answer', { body: '{"tags":["1.0.0"' }],
    ['nothing', { body: '' }],
    ['what cannot be unpacked', { headers: { 'content-encoding': 'gzip' }, body: 'x' }],
  ])('when five answers in a row are %s', async (_name, answer) => {
    const { client, image, registry, time } = await inTurn([
      ...Array.from({ length: 5 }, () => answer),
      tags,
    ]);
    for (let at = 0; at < 20; at += 1) {
      expect(await client.listTags(image(`acme/app-${at}`))).toMatchObject({ state: 'failed' });
    }
    expect(registry.heard).toHaveLength(5);
    const { problem } = await client.listTags(image('acme/web'));
    expect(problem).toMatchObject({ retriable: true, retryAt: time.now() + 10 * SECOND });
    time.pass(10 * SECOND);
    expect(await client.listTags(image('acme/web'))).toMatchObject({ state: 'complete' });
  });

  it('when a web page is all it has for who asks for a digest', async () => {
    const page = { headers: { 'content-type': 'text/html' }, body: '<html>' };
    const { client, image, registry } = await inTurn([page]);
    for (let at = 0; at < 20; at += 1) {
      await expect(client.resolveTag(image(`acme/app-${at}`), '1')).rejects.toMatchObject({
        code: 'not-a-registry',
      });
    }
    expect(registry.heard).toHaveLength(5);
  });

  it('not when an API of its own, which it may lack, answers with web pages', async () => {
    const { client, image, registry } = await script(
      ({ path }) => (path.startsWith('/api/') ? { body: '<html>' } : tags),
      { kind: 'harbor' },
    );
    const names = Array.from({ length: 20 }, (_, at) => ({ ...image, repository: `acme/app-${at}` }));
    const listings = await Promise.all(names.map((name) => client.listTags(name, { times: true })));
    expect(listings.every(({ state }) => state === 'complete')).toBe(true);
    expect(registry.heard).toHaveLength(40);
  });

  it('and another host is not', async () => {
    const limited = await inTurn([{ status: 429 }]);
    const other = await inTurn([tags]);
    await limited.client.listTags(limited.image('acme/web'));
    expect(await other.client.listTags(other.image('acme/web'))).toMatchObject({ state: 'complete' });
  });
});

describe('the requests to a host', () => {
  it('are so many at once and no more', async () => {
    const open: ((answer: Scripted) => void)[] = [];
    let most = 0;
    const { client, image, registry } = await script(
      () =>
        new Promise((answer) => {
          open.push(answer);
          most = Math.max(most, open.length);
          setTimeout(() => open.shift()?.(tags), 5);
        }),
      { limits: { concurrency: 3, perSecond: 1000 } },
    );
    await client.listTags(image);
    const names = Array.from({ length: 20 }, (_, at) => ({ ...image, repository: `acme/app-${at}` }));
    await Promise.all(names.map((name) => client.listTags(name)));
    expect(most).toBe(3);
    expect(registry.heard).toHaveLength(21);
  });

  it('are so many a second and no more', async () => {
    const { client, image, time } = await inTurn([tags], { concurrency: 100, perSecond: 5 });
    await client.listTags(image('acme/web'));
    for (let at = 0; at < 29; at += 1) await client.listTags(image(`acme/app-${at}`));
    expect(time.slept.reduce((sum, one) => sum + one, 0)).toBe(4 * SECOND);
  });
});

describe('questions that are the same at the same time', () => {
  it('are asked once', async () => {
    const { client, image, registry } = await script(() => tags);
    const all = await Promise.all(Array.from({ length: 50 }, () => client.listTags(image)));
    for (const one of all) expect(one).toMatchObject({ state: 'complete', tags: ['1.0.0'] });
    expect(registry.heard).toHaveLength(1);
    await client.listTags(image);
    expect(registry.heard).toHaveLength(2);
  });

  it('are asked once of a token service too, and a host that is known is not asked twice', async () => {
    const isToken = ({ path }: Heard): boolean => path.startsWith('/token');
    const { client, image, registry } = await script((heard, self) => {
      if (isToken(heard)) return json({ token: 'abc', expires_in: 300 });
      const scope = `repository:${/^\/v2\/(.+)\/tags/.exec(heard.path)?.[1]}:pull`;
      const challenge = `Bearer realm="${self().url}/token",service="reg",scope="${scope}"`;
      return heard.authorization === undefined
        ? { status: 401, headers: { 'www-authenticate': challenge } }
        : tags;
    });
    const names = Array.from({ length: 30 }, (_, at) => ({ ...image, repository: `acme/app-${at}` }));
    await Promise.all(names.map((name) => client.listTags(name)));
    const lists = registry.heard.filter((heard) => !isToken(heard));
    expect(registry.heard.filter(isToken)).toHaveLength(30);
    expect(lists).toHaveLength(31);
    expect(lists.filter(({ authorization }) => authorization === undefined)).toHaveLength(1);
  });
});

it('takes a good answer that is the last for now for what it is', async () => {
  const soon = `${Date.parse('2024-05-01T10:00:02Z') / SECOND}`;
  const last = json({ tags: ['1.0.0'] }, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon });
  const { client, image, registry } = await inTurn([last]);
  expect(await client.listTags(image('acme/web'))).toMatchObject({ state: 'complete' });
  expect(registry.heard).toHaveLength(1);
});
