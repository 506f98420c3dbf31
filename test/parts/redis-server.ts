import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { startProcess } from './start-process.ts';

export interface RedisServer {
  /** `redis://127.0.0.1:<port>` */
  readonly url: string;
  /** `kill -9`, as when the machine fails. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty: nothing was kept on disk. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a real Redis on a private loopback port that keeps nothing on disk. */
export async function startRedisServer(command: string): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-server-'));
  const port = await freePort();
  const start = () =>
    startProcess({
      command,
      args: [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
        '--dir',
        folder,
      ],
      ready: /Ready to accept connections/,
    });
  let running = await start();

  return {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      await running.end('SIGKILL');
    },
    async restart() {
      await running.end('SIGKILL');
      running = await start();
    },
    async close() {
      await running.end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
