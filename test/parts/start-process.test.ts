import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runCommand } from './run-command.ts';
import { startProcess } from './start-process.ts';

test('a process that ends early is an error with its output', async () => {
  const started = startProcess({ command: 'sh', args: ['-c', 'echo out; echo err >&2'], ready: /ready/ });
  await expect(started).rejects.toThrow(/ended before it was ready[\s\S]*out/);
});

test('a command that does not exist is an error', async () => {
  await expect(startProcess({ command: './nothing', args: [], ready: /./ })).rejects.toThrow('./nothing');
});

test('a process is ended once, and then it is gone', async () => {
  const running = await startProcess({
    command: 'sh',
    args: ['-c', 'echo ready; exec sleep 60'],
    ready: /ready/,
  });
  expect(isAlive(running.pid)).toBe(true);
  await running.end('SIGTERM');
  await running.end('SIGTERM');
  expect(isAlive(running.pid)).toBe(false);
});

test('the end of a process gives its exit code, and null where a signal ended it', async () => {
  const start = (script: string) =>
    startProcess({
      command: 'sh',
      args: ['-c', `${script}; echo ready; while :; do sleep 0.1; done`],
      ready: /ready/,
    });
  const orderly = await start("trap 'exit 3' TERM");
  expect(await orderly.end('SIGTERM')).toBe(3);
  const killed = await start(':');
  expect(await killed.end('SIGKILL')).toBeNull();
});

test('a process does not outlive the one that started it, even when that is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'start-process-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', await ownerProgram(folder)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((resolve, reject) => {
    owner.stdout.setEncoding('utf8').once('data', (text: string) => resolve(Number(text)));
    owner.once('close', () => reject(new Error('the owner ended early')));
  });
  expect(isAlive(pid)).toBe(true);
  owner.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);
});

/** A program that starts a process, says its id and goes on for ever; the floor's Node does not read TypeScript. */
async function ownerProgram(folder: string): Promise<string> {
  const source = fileURLToPath(new URL('./start-process.ts', import.meta.url));
  const flags = [
    '--ignoreConfig',
    '--target',
    'es2023',
    '--module',
    'nodenext',
    '--types',
    'node',
    '--outDir',
    folder,
  ];
  const tsc = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url));
  expect(await runCommand(tsc, [...flags, source])).toEqual({ status: 0, output: '' });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  return `
    import { startProcess } from ${JSON.stringify(pathToFileURL(join(folder, 'start-process.js')).href)};
    const running = await startProcess({ command: 'sh', args: ['-c', 'echo ready; exec sleep 60'], ready: /ready/ });
    console.log(running.pid);
  `;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
