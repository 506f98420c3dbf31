import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config/index.ts';
import { registryKeychain } from '../../src/service/registry-keychain.ts';

const surroundings = { env: { PATH: '/usr/bin:/bin' }, now: () => 0 };

/** What is found for each image, as user, or as the kind of token. */
async function find(source: string, ...images: string[]): Promise<string[]> {
  const text = `configRepos: [{ name: a, url: u }]\n${source}`;
  const config = loadConfig('automator.yaml', text, { env: {}, readFile: () => '' });
  const keychain = registryKeychain(config, surroundings);
  return Promise.all(
    images.map(async (image) => {
      const slash = image.indexOf('/');
      const wish = { host: image.slice(0, slash), repository: image.slice(slash + 1) };
      const found = await keychain.find(wish);
      return found === undefined ? 'nobody' : 'username' in found ? found.username : JSON.stringify(found);
    }),
  );
}

const user = (name: string): string => `username: ${name}, password: p`;

it('finds what stands with the registry, by the beginning of the path', async () => {
  const source = `registries:
  - host: r.example.io
    credentials: [{ ${user('all')} }, { ${user('acme')}, path: acme }]
  - host: r.example.io:5000
    credentials: { ${user('port')} }
`;
  const images = [
    'r.example.io/acme/web',
    'r.example.io/other',
    'r.example.io:5000/acme/web',
    's.example.io/acme',
  ];
  expect(await find(source, ...images)).toEqual(['acme', 'all', 'port', 'nobody']);
});

it('asks first the registry, then what matches, then what is for all', async () => {
  const everybody = '{"Username":"everybody","Secret":"s"}';
  const source = `registries:
  - host: one.example.io
    credentials: { ${user('own')} }
registryCredentials:
  - { command: [echo, '${everybody}'] }
  - { match: "*.example.io", ${user('matched')} }
`;
  const images = ['one.example.io/a', 'two.example.io/a', 'ghcr.io/a/b'];
  expect(await find(source, ...images)).toEqual(['own', 'matched', 'everybody']);
});

it('opens every way', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keychain-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'config.json');
  const auth = Buffer.from('docker:p').toString('base64');
  writeFileSync(file, JSON.stringify({ auths: { 'd.example.io': { auth } } }));
  const source = `registryCredentials:
  - { match: t.example.io, token: t }
  - { match: i.example.io, identityToken: t }
  - { match: d.example.io, dockerConfig: ${file} }
  - { match: c.example.io, command: [echo, '{"Username":"command","Secret":"s"}'] }
`;
  const images = ['t.example.io/a', 'i.example.io/a', 'd.example.io/a', 'c.example.io/a'];
  expect(await find(source, ...images)).toEqual([
    '{"bearerToken":"t"}',
    '{"identityToken":"t"}',
    'docker',
    'command',
  ]);
});

it('says which cloud a host does not belong to', async () => {
  const source = 'registryCredentials: [{ match: ghcr.io, aws: { accessKeyId: a, secretAccessKey: b } }]';
  await expect(find(source, 'ghcr.io/a')).rejects.toMatchObject({ code: 'credentials-unreadable' });
});
