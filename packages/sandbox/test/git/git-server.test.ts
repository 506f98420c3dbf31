import { existsSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import {
  type SandboxGitServer,
  type SandboxGitServerOptions,
  startSandboxGitServer,
} from '../../src/git/git-server.ts';
import { runGit } from '../../src/git/run-git.ts';

const servers: SandboxGitServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(options: SandboxGitServerOptions = {}) {
  const server = await startSandboxGitServer(options);
  servers.push(server);
  const repository = await server.createRepository('config', { files: { 'a.yaml': 'a: 1\n' } });
  return { server, ...repository };
}

const uploadPack = { 'content-type': 'application/x-git-upload-pack-request' };
const lsRefs = '0014command=ls-refs\n00010000';
const version2 = { ...uploadPack, 'git-protocol': 'version=2' };

test('protocol version 2 is spoken when the client asks for it', async () => {
  const { url } = await start();
  const refs = `${url}/info/refs?service=git-upload-pack`;
  const old = await (await fetch(refs)).text();
  const second = await (await fetch(refs, { headers: { 'git-protocol': 'version=2' } })).text();
  expect(old).toMatch(/^001e# service=git-upload-pack\n0000/);
  expect(second).toMatch(/^000eversion 2\n/);
});

test.each([
  ['plain', lsRefs, {}],
  ['compressed', gzipSync(lsRefs), { 'content-encoding': 'gzip' }],
])('a %s request body is understood', async (_, body, headers) => {
  const { url } = await start();
  const answer = await fetch(`${url}/git-upload-pack`, {
    method: 'POST',
    body,
    headers: { ...version2, ...headers },
  });
  expect(answer.headers.get('content-type')).toBe('application/x-git-upload-pack-result');
  expect(await answer.text()).toContain('refs/heads/main');
});

test('a chunked request body is understood', async () => {
  const { url } = await start();
  const chunked = request(`${url}/git-upload-pack`, { method: 'POST', headers: version2 });
  chunked.write(lsRefs.slice(0, 7));
  chunked.end(lsRefs.slice(7));
  expect(await text(chunked)).toContain('refs/heads/main');
});

test('a body that is not what its encoding says ends the request, not the server', async () => {
  const { url } = await start();
  const headers = { ...version2, 'content-encoding': 'gzip' };
  const broken = await fetch(`${url}/git-upload-pack`, { method: 'POST', body: 'not gzip', headers });
  expect(await broken.text()).toBe('');
  expect((await fetch(`${url}/info/refs?service=git-upload-pack`)).status).toBe(200);
});

test('a wrong content type is refused', async () => {
  const { url } = await start();
  expect((await fetch(`${url}/git-upload-pack`, { method: 'POST', body: '0000' })).status).toBe(415);
});

test('without credentials the answer is 401 with a realm, whether the repository exists or not', async () => {
  const { server } = await start({ credentials: { username: 'u', password: 'p' } });
  for (const name of ['config', 'nothing']) {
    const answer = await fetch(`${server.url}/${name}.git/info/refs?service=git-upload-pack`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="/);
  }
});

test('an unknown repository is not found', async () => {
  const { server } = await start();
  const answer = await fetch(`${server.url}/nothing.git/info/refs?service=git-upload-pack`);
  expect(answer.status).toBe(404);
});

test.each(['/../config.git', '/x/../config.git', '/%2e%2e/config.git'])(
  'a path that climbs is not found: %s',
  async (path) => {
    const { server } = await start();
    expect(await rawStatus(server.url, `${path}/info/refs?service=git-upload-pack`)).toBe(404);
  },
);

test('requests are reported, and git waits for the report', async () => {
  const seen: string[] = [];
  const { url } = await start({
    onRequest: async ({ repository, service, step }) => {
      await Promise.resolve();
      seen.push(`${repository} ${service} ${step}`);
    },
  });
  await runGit(['ls-remote', url]);
  expect(seen).toEqual(['config upload-pack advertise', 'config upload-pack serve']);
});

test('a client that goes away takes the git process with it', async () => {
  const { server, url } = await start();
  const waiting = request(`${url}/git-upload-pack`, { method: 'POST', headers: version2 });
  waiting.on('error', () => {});
  waiting.write('0014command=');
  await new Promise((resolve) => waiting.once('response', resolve));
  waiting.destroy();
  // close() waits for every git process: it would not return if this one were still reading its input.
  await server.close();
});

test('closing ends running requests and deletes the temporary folder', async () => {
  const { server, url, path } = await start();
  const waiting = request(`${url}/git-upload-pack`, { method: 'POST', headers: version2 });
  const failed = new Promise((resolve) => waiting.once('error', resolve));
  waiting.write('0014command=');
  await new Promise((resolve) => waiting.once('socket', (socket) => socket.once('connect', resolve)));
  await server.close();
  await failed;
  expect(existsSync(path)).toBe(false);
});

async function text(sent: ClientRequest): Promise<string> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject);
  });
  return (await answer.setEncoding('utf8').toArray()).join('');
}

/** The status for a raw request target: other clients fold `..` away before they send it. */
async function rawStatus(server: string, target: string): Promise<number> {
  const { hostname, port } = new URL(server);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${target} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`);
  const answer = (await socket.setEncoding('utf8').toArray()).join('');
  return Number(answer.split(' ')[1]);
}
