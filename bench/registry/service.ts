import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hookSecret, type World } from './world.ts';

const automator: string = fileURLToPath(
  import.meta.resolve('@deployment-automator/automator/bin/automator.mjs'),
);

/** `automator serve` from the build, on the embedded defaults, in a process of its own. */
export interface Service {
  /** Sends the webhook of a push, as the registry would. */
  notify(repository: string, tag: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startService({ configFile, port, registry }: World): Promise<Service> {
  const child = spawn(process.execPath, [automator, 'serve', '--config', configFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.prependOnceListener('exit', () => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  while (!output.includes('"msg":"listening"')) {
    if (child.exitCode !== null) throw new Error(`the service ended. It said:\n${output}`);
    await sleep(20);
  }
  return {
    notify: async (repository, tag) => {
      const digest = `sha256:${'0'.repeat(64)}`;
      const event = {
        id: `${repository}:${tag}`,
        action: 'push',
        target: { repository, tag, digest, mediaType: 'application/vnd.oci.image.manifest.v1+json' },
        request: { host: registry.host },
      };
      const { status } = await fetch(`http://127.0.0.1:${port}/webhooks/registry/distribution`, {
        method: 'POST',
        headers: { authorization: hookSecret, 'content-type': 'application/json' },
        body: JSON.stringify({ events: [event] }),
      });
      if (status !== 202) throw new Error(`the webhook was answered with ${status}`);
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
