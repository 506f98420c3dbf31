import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createForgeHttp, type ForgeHttp } from '../../src/http/forge-http.ts';

const TOKEN = 'secret-token';

describe('one request to a forge', () => {
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => server?.close(resolve) ?? resolve(undefined)));

  async function forge(answer: RequestListener): Promise<ForgeHttp> {
    const started = createServer(answer);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    const { port } = started.address() as AddressInfo;
    return createForgeHttp(
      { kind: 'gitlab', repository: 'acme/config', token: () => TOKEN },
      {
        apiUrl: `http://127.0.0.1:${port}/api`,
        authorize: (token) => ({ authorization: `Bearer ${token}` }),
      },
    );
  }
  const question = { action: 'read it', operation: '/thing' } as const;

  it('carries the token in its header', async () => {
    const http = await forge((request, response) => {
      response.end(JSON.stringify({ seen: request.headers.authorization, url: request.url }));
    });
    const { json } = await http.ask(question);
    expect([json.at('seen').text(), json.at('url').text()]).toEqual([`Bearer ${TOKEN}`, '/api/thing']);
  });

  it('tells nothing of what a refusal says', async () => {
    const http = await forge((_, response) => {
      response.writeHead(422).end(JSON.stringify({ message: `no ${TOKEN} here` }));
    });
    const error = await http.ask(question).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid', status: 422 });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(TOKEN);
  });

  it('stops reading an answer without end', async () => {
    const http = await forge((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, 32);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    await expect(http.ask(question)).rejects.toMatchObject({ code: 'bad-answer' });
  });

  it('follows a redirect only where that was meant, and never to another host', async () => {
    const http = await forge((request, response) => {
      const to = { '/api/here': '/api/end', '/api/away': 'http://localhost:1/steal' }[request.url ?? ''];
      if (to === undefined) response.end('{"end":true}');
      else response.writeHead(302, { location: to }).end();
    });
    const follows = { action: 'read it', follows: true };
    expect((await http.ask({ ...follows, operation: '/here' })).json.at('end').flag()).toBe(true);
    await expect(http.ask({ action: 'read it', operation: '/here' })).rejects.toMatchObject({
      code: 'moved',
    });
    await expect(http.ask({ ...follows, operation: '/away' })).rejects.toMatchObject({ code: 'bad-answer' });
    await expect(http.follow(question, 'http://localhost:1/page2')).rejects.toMatchObject({
      code: 'bad-answer',
    });
  });

  it('takes a bad status as an answer where it is one', async () => {
    const http = await forge((_, response) => void response.writeHead(404).end('{"message":"none"}'));
    const answer = await http.ask({ ...question, accepts: [404] });
    expect(answer.status).toBe(404);
    expect(answer.json.present).toBe(false);
  });
});
