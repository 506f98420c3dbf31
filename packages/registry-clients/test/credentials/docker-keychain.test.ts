import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandKeychain } from '../../src/credentials/credential-command.ts';
import { dockerKeychain } from '../../src/credentials/docker-keychain.ts';

const wish = { host: 'r.example.io', repository: 'acme/web' };
const auth = (text: string): object => ({ auth: Buffer.from(text).toString('base64') });

/** A folder with a helper program that knows what it is told, and notes what it is asked. */
async function setUp(
  answers: Readonly<Record<string, string>> = {},
): Promise<{ folder: string; file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'keychain-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const cases = Object.entries(answers).map(([server, script]) => `  ${server}) ${script} ;;`);
  const missing = 'echo credentials not found in native keychain; exit 1';
  const helper = join(folder, 'docker-credential-test');
  const lines = [
    '#!/bin/sh',
    'read server',
    `echo "$1 $server" >> ${folder}/asked`,
    'case "$server" in',
    ...cases,
    `  *) ${missing} ;;`,
    'esac',
  ];
  await writeFile(helper, lines.join('\n'));
  await chmod(helper, 0o755);
  return { folder, file: join(folder, 'config.json') };
}

const env = (folder: string): Record<string, string> => ({ PATH: `${folder}:/usr/bin:/bin` });
const known = `echo '{"ServerURL":"r","Username":"u","Secret":"from-helper"}'`;

describe('a file of Docker', () => {
  it('gives what it holds for an image', async () => {
    const { folder, file } = await setUp();
    const content = { auths: { 'r.example.io': auth('u:host'), 'r.example.io/acme': auth('u:path') } };
    await writeFile(file, JSON.stringify(content));
    const keychain = dockerKeychain({ file, env: env(folder), now: () => 0 });
    expect(await keychain.find(wish)).toEqual({ username: 'u', password: 'path' });
    expect(await keychain.find({ ...wish, repository: 'other' })).toEqual({
      username: 'u',
      password: 'host',
    });
    expect(await keychain.find({ ...wish, host: 'other.example.io' })).toBeUndefined();
  });

  it('is read again when it changes, as a mounted secret does', async () => {
    const { folder, file } = await setUp();
    const write = async (password: string): Promise<void> => {
      await writeFile(`${file}.new`, JSON.stringify({ auths: { 'r.example.io': auth(`u:${password}`) } }));
      await rename(`${file}.new`, file);
    };
    await write('first');
    const keychain = dockerKeychain({ file, env: env(folder), now: () => 0 });
    expect(await keychain.find(wish)).toEqual({ username: 'u', password: 'first' });
    await write('second');
    expect(await keychain.find(wish)).toEqual({ username: 'u', password: 'second' });
  });

  it.each([
    ['the helper of the host', { credHelpers: { 'r.example.io': 'test' }, auths: {} }, 'from-helper'],
    ['the helper of all hosts', { credsStore: 'test', auths: { 'r.example.io': {} } }, 'from-helper'],
    [
      'itself, where the helper has nothing',
      { credsStore: 'test', auths: { 's.example.io': auth('u:own') } },
      'own',
    ],
  ])('asks %s', async (_name, content, password) => {
    const { folder, file } = await setUp({ 'r.example.io': known });
    await writeFile(file, JSON.stringify(content));
    const keychain = dockerKeychain({ file, helpers: true, env: env(folder), now: () => 0 });
    const host = password === 'own' ? 's.example.io' : 'r.example.io';
    expect(await keychain.find({ ...wish, host })).toEqual({ username: 'u', password });
    expect(await readFile(join(folder, 'asked'), 'utf8')).toBe(`get ${host}\n`);
  });

  it('runs no helper where that is not allowed', async () => {
    const { folder, file } = await setUp({ 'r.example.io': known });
    await writeFile(file, JSON.stringify({ credsStore: 'test' }));
    const keychain = dockerKeychain({ file, env: env(folder), now: () => 0 });
    expect(await keychain.find(wish)).toBeUndefined();
    await expect(readFile(join(folder, 'asked'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each(['not there', 'not readable'])('that is %s is an error that tells no secret', async (name) => {
    const { folder, file } = await setUp();
    if (name === 'not readable')
      await writeFile(file, '{"auths": {"r.example.io": {"auth": "planted-secret"');
    const problem = await dockerKeychain({ file, env: env(folder), now: () => 0 })
      .find(wish)
      .catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'credentials-unreadable', host: 'r.example.io' });
    expect(inspect(problem, { depth: 9 })).not.toContain('planted');
    expect(inspect(problem)).toContain(file);
  });
});

describe('a credential program', () => {
  const helper = (folder: string): readonly string[] => [join(folder, 'docker-credential-test'), 'get'];

  it.each([
    ['a user and a password', known, { username: 'u', password: 'from-helper' }],
    ['a token', `echo '{"Username":"<token>","Secret":"t"}'`, { identityToken: 't' }],
    ['nothing', 'echo credentials not found in native keychain; exit 1', undefined],
  ])('gives %s', async (_name, script, credential) => {
    const { folder } = await setUp({ 'r.example.io': script });
    const keychain = commandKeychain(helper(folder), { env: env(folder), now: () => 0 });
    expect(await keychain.find(wish)).toEqual(credential);
  });

  it('knows Docker Hub by the name that Docker gives it', async () => {
    const { folder } = await setUp({ 'https://index.docker.io/v1/': known });
    const keychain = commandKeychain(helper(folder), { env: env(folder), now: () => 0 });
    expect(await keychain.find({ host: 'docker.io', repository: 'acme/web' })).toMatchObject({
      username: 'u',
    });
  });

  it('is run once a minute, however often it is asked', async () => {
    const { folder } = await setUp({ 'r.example.io': known });
    let time = 0;
    const keychain = commandKeychain(helper(folder), { env: env(folder), now: () => time });
    await Promise.all([keychain.find(wish), keychain.find(wish)]);
    time += 59_999;
    await keychain.find(wish);
    expect(await readFile(join(folder, 'asked'), 'utf8')).toBe('get r.example.io\n');
    time += 1;
    await keychain.find(wish);
    expect(await readFile(join(folder, 'asked'), 'utf8')).toBe('get r.example.io\nget r.example.io\n');
  });

  it.each([
    ['fails', 'echo planted-secret >&2; echo planted-secret; exit 3', 'ended with 3'],
    ['prints no JSON', 'echo planted-secret', 'did not print a user and a secret'],
    ['prints other JSON', `echo '{"Secret": "planted-secret"}'`, 'did not print a user and a secret'],
    ['prints without end', 'yes planted-secret', 'cannot be run'],
  ])('that %s is an error that tells no secret', async (_name, script, what) => {
    const { folder } = await setUp({ 'r.example.io': script });
    const problem = await commandKeychain(helper(folder), { env: env(folder), now: () => 0 })
      .find(wish)
      .catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'credentials-unreadable', message: expect.stringContaining(what) });
    expect(inspect(problem, { depth: 9 })).not.toContain('planted');
  });

  it('that is not there is an error', async () => {
    const keychain = commandKeychain(['/nowhere/helper'], { env: {}, now: () => 0 });
    await expect(keychain.find(wish)).rejects.toMatchObject({
      code: 'credentials-unreadable',
      message: 'r.example.io: the credential program /nowhere/helper cannot be run',
    });
  });
});
