import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { World } from './world.ts';

const automator: string = fileURLToPath(
  import.meta.resolve('@deployment-automator/automator/bin/automator.mjs'),
);
const hookSecret = 'Bearer registry-hook-secret';

/** `automator serve` from the build, on the embedded defaults, in a process of its own. */
export interface Service {
  /** Milliseconds from the start of its process. */
  readonly started: { readonly listening: number; readonly ready: number };
  /** The longest that `/healthz` took until it was ready, in ms. */
  readonly longestStall: number;
  /** Sends the webhook of a push. @returns when it was answered, by `performance.now()` */
  notify(image: string, tag: string): Promise<number>;
  /** The most memory that the process has had, in bytes; undefined where the system does not tell. */
  peakMemory(): number | undefined;
  stop(): Promise<void>;
}

export async function startService(world: World): Promise<Service> {
  const port = await freePort();
  const config = join(world.folder, 'automator.yaml');
  writeFileSync(config, configText(world, port));
  const agent = new Agent({ keepAlive: true });
  const ask = (method: string, path: string, body = ''): Promise<{ status: number; text: string }> =>
    exchange(agent, { port, method, path, body });

  const began = performance.now();
  const child = spawn(process.execPath, [automator, 'serve', '--config', config], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killed = (): void => void child.kill('SIGKILL');
  process.prependOnceListener('exit', killed);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const alive = (): void => {
    if (child.exitCode !== null) throw new Error(`the service ended. It said:\n${output.join('')}`);
  };

  while (!output.join('').includes('"msg":"listening"')) {
    alive();
    await sleep(2);
  }
  const listening = performance.now() - began;
  const longestStall = await watchUntilReady(ask, alive);
  const ready = performance.now() - began;
  return {
    started: { listening, ready },
    longestStall,
    notify: async (image, tag) => {
      const { status, text } = await ask(
        'POST',
        '/webhooks/registry/distribution',
        pushEvent(world, image, tag),
      );
      if (status !== 202) throw new Error(`the webhook was answered with ${status}: ${text}`);
      return performance.now();
    },
    peakMemory: () => peakMemory(child),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      process.off('exit', killed);
      agent.destroy();
    },
  };
}

type Ask = (method: string, path: string) => Promise<{ status: number; text: string }>;

/** Asks `/healthz` again and again until the config repo was read. @returns the slowest answer, in ms */
async function watchUntilReady(ask: Ask, alive: () => void): Promise<number> {
  let longest = 0;
  for (;;) {
    alive();
    const asked = performance.now();
    await ask('GET', '/healthz');
    longest = Math.max(longest, performance.now() - asked);
    const { status, text } = await ask('GET', '/readyz');
    if (status === 200) {
      if (!text.includes('"config":"ok"')) throw new Error(`the config repo could not be read: ${text}`);
      return longest;
    }
    await sleep(2);
  }
}

/** Polling is left out: what is measured is the webhook's way. */
function configText({ repository, credentials, registry, folder }: World, port: number): string {
  return `listen: 127.0.0.1:${port}
dataDir: ${JSON.stringify(join(folder, 'data'))}
api: { open: true }
configRepos:
  - name: config
    url: ${repository.url}
    pollInterval: 1h
    writeBack: commit
    credentials: { username: ${credentials.username}, password: ${credentials.password} }
registries:
  - { host: "${registry.host}", plainHttp: true, pollInterval: 1h }
webhooks:
  registry:
    distribution: { headers: { authorization: "${hookSecret}" } }
`;
}

/** As the distribution registry's notifications tell of a pushed manifest. */
function pushEvent({ registry }: World, repository: string, tag: string): string {
  const digest = `sha256:${'0'.repeat(64)}`;
  const url = `${registry.url}/v2/${repository}/manifests/${digest}`;
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const target = { mediaType, digest, repository, url, tag };
  return JSON.stringify({ events: [{ id: tag, action: 'push', target, request: { host: registry.host } }] });
}

interface Asked {
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

function exchange(agent: Agent, { body, ...asked }: Asked): Promise<{ status: number; text: string }> {
  const headers = {
    authorization: hookSecret,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', headers, ...asked }, (answer) => {
      answer
        .setEncoding('utf8')
        .toArray()
        .then((texts) => resolve({ status: answer.statusCode ?? 0, text: texts.join('') }), reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

function peakMemory({ pid }: ChildProcess): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
