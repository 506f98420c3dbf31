import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../src/api/api-problem.ts';
import { ask, printQuery } from '../../src/api/ask.ts';
import { type ApiClient, createClient } from '../../src/api/client.ts';

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
}

type Answer = () => Response | Promise<Response>;

/** A client of a service that gives these answers, one after the other. */
function clientOf(
  answers: readonly Answer[],
  token?: string,
): { client: ApiClient; sent: Sent[]; sentAway: number[] } {
  const sent: Sent[] = [];
  const sentAway: number[] = [];
  const left = [...answers];
  const client = createClient({
    base: new URL('https://example.org/tools/api/v1/'),
    token: () => token,
    onUnauthorized: () => sentAway.push(sent.length),
    fetch: async (input, init = {}) => {
      const { method = 'GET', headers, body } = init;
      sent.push({ url: String(input), method, headers: new Headers(headers), body });
      const answer = left.shift();
      if (answer === undefined) throw new Error('nothing more was expected');
      return answer();
    },
  });
  return { client, sent, sentAway };
}

function json(body: unknown, etag?: string): Answer {
  return () => Response.json(body, { headers: etag === undefined ? {} : { etag } });
}

function problem(status: number, body: unknown): Answer {
  return () => Response.json(body, { status });
}

const session = { mayRead: true, mayAct: false };

describe('get', () => {
  it('asks beside the page, without a token where there is none', async () => {
    const { client, sent } = clientOf([json(session)]);
    expect(await client.get(ask.session())).toEqual(session);
    expect(sent[0]?.url).toBe('https://example.org/tools/api/v1/session');
    expect(sent[0]?.headers.has('authorization')).toBe(false);
  });

  it('sends the token', async () => {
    const { client, sent } = clientOf([json(session)], 's3cret');
    await client.get(ask.session());
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer s3cret');
  });

  it('asks only whether what it knows has changed, and then gives the very same answer', async () => {
    const { client, sent } = clientOf([json(session, '"1"'), () => new Response(null, { status: 304 })]);
    const first = await client.get(ask.session());
    expect(await client.get(ask.session())).toBe(first);
    expect(sent.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, '"1"']);
  });

  it('takes a new answer, and asks by its tag from then on', async () => {
    const other = { mayRead: true, mayAct: true };
    const { client, sent } = clientOf([json(session, '"1"'), json(other, '"2"'), json(other, '"2"')]);
    await client.get(ask.session());
    expect(await client.get(ask.session())).toEqual(other);
    await client.get(ask.session());
    expect(sent[2]?.headers.get('if-none-match')).toBe('"2"');
  });

  it('forgets all answers when it is told to', async () => {
    const { client, sent } = clientOf([json(session, '"1"'), json(session, '"1"')]);
    await client.get(ask.session());
    client.forget();
    await client.get(ask.session());
    expect(sent[1]?.headers.has('if-none-match')).toBe(false);
  });

  it('says what the service says is wrong', async () => {
    const details = {
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'no such image',
      code: 'gone',
      next: 'look',
    };
    const { client } = clientOf([problem(404, details)]);
    const error = await client.get(ask.image('1')).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({
      title: 'Not Found',
      status: 404,
      message: 'no such image',
      code: 'gone',
      next: 'look',
    });
  });

  it('says the status where something else answered', async () => {
    const { client } = clientOf([() => new Response('<html>', { status: 502 })]);
    await expect(client.get(ask.health())).rejects.toMatchObject({
      status: 502,
      title: 'The answer was 502',
    });
  });

  it('says that nothing answers, and what to do', async () => {
    const { client } = clientOf([() => Promise.reject(new TypeError('fetch failed'))]);
    await expect(client.get(ask.health())).rejects.toMatchObject({
      status: 0,
      next: expect.stringContaining('service runs'),
    });
  });

  it('takes a page of something between for no answer', async () => {
    const { client } = clientOf([() => new Response('<html>Log in</html>')]);
    await expect(client.get(ask.health())).rejects.toMatchObject({ status: 0 });
  });

  it('says when something may not be read any more', async () => {
    const { client, sentAway } = clientOf([problem(401, {})]);
    await expect(client.get(ask.health())).rejects.toMatchObject({ isUnauthorized: true });
    expect(sentAway).toEqual([1]);
  });
});

describe('acting', () => {
  it('posts what is asked for', async () => {
    const answer = { id: 'a.yaml#0/image', configRepo: 'production', commit: 'abc' };
    const { client, sent } = clientOf([json(answer)], 's3cret');
    const request = { id: answer.id, configRepo: 'production', reason: 'load test' };
    expect(await client.hold(request)).toEqual(answer);
    expect(sent[0]).toMatchObject({
      url: 'https://example.org/tools/api/v1/holds',
      method: 'POST',
      body: JSON.stringify(request),
    });
    expect(sent[0]?.headers.get('content-type')).toBe('application/json');
  });

  it('leaves the session alone when acting alone is refused', async () => {
    const { client, sentAway } = clientOf([problem(401, { detail: 'acting needs a token' })]);
    await expect(client.check({ image: 'web' })).rejects.toThrow('acting needs a token');
    expect(sentAway).toEqual([]);
  });
});

describe('printQuery', () => {
  it('leaves out what is empty and repeats what is several', () => {
    expect(printQuery({ search: '', state: ['held', 'current'], configRepo: undefined, offset: 0 })).toBe(
      '?state=held&state=current&offset=0',
    );
    expect(printQuery({ state: [] })).toBe('');
  });

  it('escapes', () => {
    expect(printQuery({ binding: 'a b.yaml#0/x&y' })).toBe('?binding=a+b.yaml%230%2Fx%26y');
  });
});
