import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookReceiver } from '../../src/index.ts';
import type { FindKey } from '../../src/webhook/is-google-token.ts';
import { createSigningKeys } from '../../src/webhook/signing-keys.ts';
import { claims, createTokenMaker, made } from './token-maker.ts';

const minute = 60_000;
const key = createTokenMaker('key-1').publicKey;

let server: Server;
let url: string;
let asked: number;
let answer: { status: number; body: string };
let time: number;
let findKey: FindKey;

const publish = (...kids: string[]): void => {
  answer = { status: 200, body: JSON.stringify({ keys: kids.map((kid) => ({ ...key, kid })) }) };
};

beforeEach(async () => {
  asked = 0;
  time = made * 1000;
  publish('key-1');
  server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(answer.status, { location: 'http://127.0.0.1:1/' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  findKey = createSigningKeys({ url, now: () => time });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('signing keys', () => {
  it('are asked for once, however many want them', async () => {
    const found = await Promise.all(Array.from({ length: 20 }, () => findKey('key-1')));
    expect(new Set(found.map((one) => one?.kid))).toEqual(new Set(['key-1']));
    expect(asked).toBe(1);
  });

  it('are asked for again after an hour', async () => {
    await findKey('key-1');
    time += 61 * minute;
    await findKey('key-1');
    expect(asked).toBe(2);
  });

  it('are asked for again for an id that is new, and at most once a minute for ids that nobody has', async () => {
    await findKey('key-1');
    publish('key-1', 'key-2');
    time += 2 * minute;
    expect((await findKey('key-2'))?.kid).toBe('key-2');
    for (const kid of ['a', 'b', 'c']) expect(await findKey(kid)).toBeUndefined();
    expect(asked).toBe(2);
  });

  it.each([
    ['a failure', 500, ''],
    ['a redirect', 302, ''],
    ['no JSON', 200, '<html>'],
    ['no keys', 200, '{}'],
    ['far too much', 200, ' '.repeat(300_000)],
  ])('go on to count for a day after %s', async (_name, status, body) => {
    await findKey('key-1');
    answer = { status, body };
    time += 61 * minute;
    expect((await findKey('key-1'))?.kid).toBe('key-1');
    expect(asked).toBe(2);
    time += 24 * 60 * minute;
    await expect(findKey('key-1')).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('that were never had are an error, until they can be had', async () => {
    answer = { status: 503, body: '' };
    await expect(findKey('key-1')).rejects.toThrow(url);
    await expect(findKey('key-1')).rejects.toThrow(url);
    expect(asked).toBe(1);
    publish('key-1');
    time += 2 * minute;
    expect((await findKey('key-1'))?.kid).toBe('key-1');
  });
});

describe('a webhook of Google', () => {
  const maker = createTokenMaker('key-1');
  const settings = { google: { audiences: [claims.aud], emails: [claims.email] } };
  const body = Buffer.from('{"action":"INSERT","tag":"gcr.io/acme/web:1.4.2"}');

  it('is let in by its token, and refused without one', async () => {
    answer = { status: 200, body: JSON.stringify({ keys: [maker.publicKey] }) };
    const receiver = createWebhookReceiver({ googleKeysUrl: url, now: () => time });
    const receive = (authorization: string) =>
      receiver.receive('gar', settings, { headers: { authorization }, body });
    expect(await receive(`Bearer ${maker.make(claims)}`)).toMatchObject({
      result: 'event',
      events: [{ registry: 'gcr.io', repository: 'acme/web', tag: '1.4.2' }],
    });
    expect(await receive('Bearer x.y.z')).toMatchObject({ result: 'refuse', code: 'not-authentic' });
  });

  it('is refused while the keys cannot be had, and that is told', async () => {
    answer = { status: 500, body: '' };
    const errors: unknown[] = [];
    const receiver = createWebhookReceiver({
      googleKeysUrl: url,
      now: () => time,
      onError: (error) => errors.push(error),
    });
    const headers = { authorization: `Bearer ${maker.make(claims)}` };
    expect(await receiver.receive('gar', settings, { headers, body })).toMatchObject({
      result: 'refuse',
      code: 'not-authentic',
    });
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining(url) })]);
  });
});
