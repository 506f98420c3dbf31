import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from './find-part.ts';
import { type RedisServer, startRedisServer } from './redis-server.ts';

const command = findPart('redis-server') ?? '';

describe.runIf(command !== '')('the real Redis', () => {
  let server: RedisServer | undefined;
  afterEach(() => server?.close());

  test('forgets everything when it is killed, and comes back on the same port', async () => {
    server = await startRedisServer(command);
    expect(await ask(server.url, 'SET key value')).toBe('+OK\r\n');
    expect(await ask(server.url, 'GET key')).toBe('$5\r\nvalue\r\n');
    await server.kill();
    await expect(ask(server.url, 'PING')).rejects.toThrow('ECONNREFUSED');
    await server.restart();
    expect(await ask(server.url, 'GET key')).toBe('$-1\r\n');
  });
});

async function ask(url: string, line: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`${line}\r\nQUIT\r\n`);
  const answer = (await socket.setEncoding('utf8').toArray()).join('');
  return answer.replace(/\+OK\r\n$/, '');
}
