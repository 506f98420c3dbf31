import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { git, run } from '../webhook-to-commit/run-command.ts';
import { openBareGit } from './bare-git.ts';
import { manifests } from './config-files.ts';
import { measureRaces, measureWrites } from './measure.ts';
import { openOurWrite } from './our-write.ts';
import { reportRaces, reportWrites } from './report.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '25' },
    files: { type: 'string', default: '1000,10000,100000' },
  },
});
const runs = Number(values.runs);
const sizes = values.files.split(',').map(Number);
const serveGit = fileURLToPath(import.meta.resolve('./serve-git.js'));
const makeConfigRepo = fileURLToPath(import.meta.resolve('./make-config-repo.js'));
const say = (text: string): void => void process.stdout.write(`${text}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

say(`${await run('git', ['--version'])}, Node ${process.version}, ${runs} runs`);
for (const size of sizes) {
  for (const transport of ['path', 'http'] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'automator-bench-'));
    const removeFolder = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    process.once('exit', removeFolder);
    const root = join(folder, 'git');
    const path = await run(process.execPath, [makeConfigRepo, root, 'config', String(size)]);
    // A remote of its own for bare git, so that none of its objects are there already, brought by our push.
    const barePath = join(root, 'bare.git');
    cpSync(path, barePath, { recursive: true });
    const server = await startServer(root);
    const urlOf = (name: string): string => `${transport === 'path' ? root : server.url}/${name}.git`;
    const ours = await openOurWrite(folder, urlOf('config'));
    const bare = await openBareGit(folder, { path: barePath, url: urlOf('bare') });
    say(`\n${size} files, ${transport === 'path' ? 'local path' : 'smart HTTP'}`);
    const paths = manifests(1, size);
    say(reportWrites(1, await measureWrites({ ours, bare, paths, runs })));
    say(reportRaces(await measureRaces({ ours, bare, paths, remotePath: path, barePath, runs })));
    // Larger commits only where there are files enough, once: our part does not depend on the size. And last: a process
    // that has held so much starts git more slowly, ours and the bare one.
    for (const count of size === 10_000 ? [100, 1000] : []) {
      const shots = await measureWrites({ ours, bare, paths: manifests(count, size), runs: runsOf(count) });
      say(reportWrites(count, shots));
    }
    await git(path, ['fsck', '--connectivity-only']);
    ours.close();
    server.close();
    removeFolder();
  }
}

function runsOf(count: number): number {
  return count < 1000 ? runs : Math.ceil(runs / 2);
}

/** The remote over HTTP, in a process of its own: it must not wait for ours. */
async function startServer(root: string): Promise<{ readonly url: string; close(): void }> {
  const child = spawn(process.execPath, [serveGit, root], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [url] = await once(child.stdout, 'data');
  return { url: String(url).trim(), close: () => void child.stdin.end() };
}
