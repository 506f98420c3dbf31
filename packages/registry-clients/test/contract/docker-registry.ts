import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RegistryUnderTest } from './registry-client-contract.ts';
import { startTokenService, tokenCertificate, tokenIssuer } from './token-service.ts';

const CREDENTIALS = { username: 'automator', password: 's3cret-word' };
/** The password above, as bcrypt writes it. */
const HTPASSWD = 'automator:$2y$04$abcdefghijklmnopqrstuuzQDw2v3CQSMowG.sq3X.nH1lfmlmQMW\n';

/** The `docker-registry` program of Debian: on the PATH, or where the tests' parts are unpacked. */
export function findDockerRegistry(): string | undefined {
  const parts = resolve(import.meta.dirname, '../../../../.cache/parts');
  const unpacked = ['bin', 'usr/bin'].map((folder) => join(parts, folder));
  return [...(process.env['PATH'] ?? '').split(delimiter), ...unpacked]
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'docker-registry'))
    .find((path) => existsSync(path));
}

/** How it asks who comes. */
export type Guard = 'nobody' | 'basic' | 'token';

/** Starts it on a free port with its storage in memory. */
export async function startDockerRegistry(program: string, guard: Guard): Promise<RegistryUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'docker-registry-'));
  const host = `127.0.0.1:${await freePort()}`;
  await writeFile(join(folder, 'htpasswd'), HTPASSWD);
  const tokens = guard === 'token' ? await startTokenService(CREDENTIALS) : undefined;
  const auth =
    tokens === undefined
      ? { htpasswd: { realm: 'Registry', path: join(folder, 'htpasswd') } }
      : {
          token: {
            realm: tokens.realm,
            service: 'registry of the tests',
            issuer: tokenIssuer,
            rootcertbundle: tokenCertificate,
          },
        };
  const config = {
    version: '0.1',
    log: { level: 'error' },
    storage: { inmemory: {} },
    http: { addr: host },
    ...(guard === 'nobody' ? {} : { auth }),
  };
  // YAML reads JSON as it is.
  await writeFile(join(folder, 'config.yml'), JSON.stringify(config));
  const child = spawn(program, ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  await answering(host, child);
  return {
    host,
    ...(guard === 'nobody' ? {} : { credentials: CREDENTIALS }),
    async stop() {
      await tokens?.stop();
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answering(host: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`docker-registry ended with ${child.exitCode}`);
    const answered = await fetch(`http://${host}/v2/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await pause(50);
  }
  child.kill();
  throw new Error('docker-registry does not answer');
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => done(port));
    });
  });
}
