import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { git, run } from '../webhook-to-commit/run-command.ts';
import { openBareGit } from './bare-git.ts';
import { manifests } from './config-files.ts';
import { startHttpBackend } from './http-backend.ts';
import { measureRaces, measureWrites } from './measure.ts';
import { openOurWrite } from './our-write.ts';
import { reportRaces, reportWrites } from './report.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '15' },
    files: { type: 'string', default: '1000,10000,100000' },
  },
});
const runs = Number(values.runs);
const sizes = values.files.split(',').map(Number);
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
    await git(path, ['config', 'http.receivepack', 'true']);
    const server = await startHttpBackend(root);
    const remote = { path, url: transport === 'path' ? path : `${server.url}/config.git` };
    const ours = await openOurWrite(folder, remote.url);
    const bare = await openBareGit(folder, remote);
    say(`\n${size} files, ${transport === 'path' ? 'local path' : 'smart HTTP'}`);
    // Larger commits only where there are files enough, once: our part does not depend on the size.
    const counts = size === 10_000 ? [1, 100, 1000] : [1];
    for (const count of counts) {
      const shots = await measureWrites({ ours, bare, paths: manifests(count, size), runs: runsOf(count) });
      say(reportWrites(count, shots));
    }
    const raced = await measureRaces({ ours, paths: manifests(1, size), remotePath: path, runs });
    say(reportRaces(raced));
    await git(path, ['fsck', '--connectivity-only']);
    ours.close();
    await server.close();
    removeFolder();
  }
}

function runsOf(count: number): number {
  return count < 1000 ? runs : Math.ceil(runs / 2);
}
