import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkDataDir, checkEnvironment, checkListen } from '../../src/doctor/surroundings.ts';

const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

async function serving(answer: string): Promise<number> {
  const server = await new Promise<Server>((resolve) => {
    const started: Server = createServer((_request, response) => response.end(answer)).listen(
      0,
      '127.0.0.1',
      () => resolve(started),
    );
  });
  closings.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

describe('listen', () => {
  it('fails where another program has the port', async () => {
    const port = await serving('hello');
    const finding = await checkListen({ listen: { host: '127.0.0.1', port } });
    expect(finding).toMatchObject({ state: 'fail', message: expect.stringContaining(`127.0.0.1:${port}`) });
  });

  it('is well where the service itself answers', async () => {
    const port = await serving('{"ready":true,"configRepos":{}}');
    expect(await checkListen({ listen: { host: '127.0.0.1', port } })).toMatchObject({ state: 'ok' });
  });

  it('is well where it is free, and lets go of it', async () => {
    const finding = await checkListen({ listen: { host: '127.0.0.1', port: 0 } });
    expect(finding).toMatchObject({ state: 'ok' });
  });
});

describe('dataDir', () => {
  it('is made, tried and left empty', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'doctor-'));
    closings.push(() => rmSync(dir, { recursive: true, force: true }));
    const dataDir = join(dir, 'new');
    expect(await checkDataDir({ dataDir })).toMatchObject({ state: 'ok' });
    expect(existsSync(dataDir) && readdirSync(dataDir)).toEqual([]);
  });

  it('fails where nothing can be written', async () => {
    expect(await checkDataDir({ dataDir: '/dev/null/data' })).toMatchObject({ state: 'fail' });
  });
});

it('a variable that is not set is a warning that names its key', () => {
  expect(checkEnvironment([])).toMatchObject([{ state: 'ok' }]);
  expect(checkEnvironment([{ name: 'GIT_TOKEN', key: 'configRepos[0].credentials.password' }])).toMatchObject(
    [{ state: 'warn', message: expect.stringMatching(/GIT_TOKEN.*configRepos\[0\]\.credentials\.password/) }],
  );
});
