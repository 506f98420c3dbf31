import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Where `scripts/real-parts.mjs` puts the parts that the machine does not have. */
const PARTS = fileURLToPath(new URL('../../../.cache/parts/bin', import.meta.url));

/**
 * The real `redis-server`: on PATH, else among the tests' parts. Where it is missing, undefined and a loud warning;
 * with CI=true an error instead, so that a suite cannot pass there by leaving Redis out.
 */
export function findRedisServer(): string | undefined {
  const { CI, PATH = '' } = process.env;
  const folders = [...PATH.split(delimiter), PARTS];
  const found = folders.map((folder) => join(folder, 'redis-server')).find((path) => existsSync(path));
  if (found !== undefined) return found;
  const message =
    'The part redis-server is missing, so the tests on a real Redis are left out: run "node scripts/real-parts.mjs", it says what to do.';
  if (CI === 'true') throw new Error(message);
  console.warn(`\n!!! ${message}\n`);
  return undefined;
}

/** One private Redis on a free loopback port, which keeps nothing on disk. */
export class RealRedis {
  readonly port: number;
  readonly #binary: string;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  private constructor(binary: string, port: number, folder: string) {
    this.#binary = binary;
    this.port = port;
    this.#folder = folder;
  }

  static async start(binary: string): Promise<RealRedis> {
    const redis = new RealRedis(binary, await freePort(), await mkdtemp(join(tmpdir(), 'redis-')));
    await redis.startEmpty();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it on the same port, without any data. */
  async startEmpty(): Promise<void> {
    const settings = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.#process = spawn(this.#binary, [...settings, '--dir', this.#folder], { stdio: 'ignore' });
    const deadline = Date.now() + 10_000;
    while (!(await answers(this.port))) {
      if (this.#process.exitCode !== null || Date.now() > deadline)
        throw new Error('redis-server did not start.');
      await delay(20);
    }
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    if (!process || process.exitCode !== null) return;
    const ended = new Promise((resolve) => process.once('exit', resolve));
    process.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was given.');
  return address.port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      resolve(data.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
}
