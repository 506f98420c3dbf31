import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startSandboxRegistry } from '@deployment-automator/sandbox';
import { reportMachine, reportRow } from '../patcher/report.ts';
import { median } from '../webhook-to-commit/statistics.ts';
import { repositoryOf, writeConfigFolder } from './config-folder.ts';
import { type ProgramRun, packagesOf, runNode } from './run-program.ts';

const limits = { help: 4, plan: 2 };
/** What `--help` must not load. */
const heavy = ['lmdb', 'bullmq', 'ioredis', 'fastify', 'zod', 'yaml', 'pino', 'simple-git', '@octokit/rest'];

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '15' },
    files: { type: 'string', default: '1000' },
    images: { type: 'string', default: '100' },
  },
});
const [runs, files, images] = [values.runs, values.files, values.images].map(Number) as [
  number,
  number,
  number,
];
const automator = fileURLToPath(new URL('../../../apps/automator/bin/automator.mjs', import.meta.url));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const folder = mkdtempSync(join(tmpdir(), 'automator-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
say(`${reportMachine()}\nmedians of ${runs} runs, one beside the other`);

const bare: number[] = [];
const help: number[] = [];
for (let run = 0; run < runs; run++) {
  bare.push((await runNode(['-e', '0'], folder)).milliseconds);
  help.push(well(await runNode([automator, '--help'], folder), 0).milliseconds);
}
say(reportRow({ name: 'node -e 0', milliseconds: median(bare) }));
say(
  reportRow({
    name: 'automator --help',
    milliseconds: median(help),
    times: [{ of: 'node -e 0', ratio: median(help) / median(bare), limit: limits.help }],
  }),
);
const loaded = await packagesOf([automator, '--help'], folder);
const unwanted = loaded.filter((name) => heavy.includes(name));
const verdict = unwanted.length === 0 ? 'none of the heavy ones: kept' : `MISSED: ${unwanted.join(', ')}`;
say(`automator --help loads the packages ${loaded.join(', ')} (${verdict})`);

const registry = await startSandboxRegistry();
try {
  for (let image = 0; image < images; image++) {
    const some = image % 10 === 0 ? ['1.4.0', '1.5.0'] : ['1.4.0'];
    registry.seed(repositoryOf('some', image, images), some);
    registry.seed(repositoryOf('all', image, images), ['1.4.0', '1.5.0']);
  }
  for (const owner of ['some', 'all']) {
    writeConfigFolder(join(folder, owner), { owner, files, images, host: registry.host });
  }
  // The politeness towards a registry is not what is measured.
  writeFileSync(
    join(folder, 'automator.yaml'),
    `configRepos: [{ name: none, url: none }]\nregistries: [{ host: "${registry.host}", plainHttp: true, limits: { perSecond: 10000, concurrency: 8 } }]\n`,
  );
  const times = { scan: [] as number[], ask: [] as number[], some: [] as number[], all: [] as number[] };
  for (let run = 0; run < runs; run++) {
    times.scan.push(well(await runNode([automator, 'scan', 'some'], folder), 0).milliseconds);
    times.ask.push(await askEach(registry.url));
    times.some.push(well(await runNode([automator, 'plan', 'some'], folder), 2).milliseconds);
    times.all.push(well(await runNode([automator, 'plan', 'all'], folder), 2).milliseconds);
  }
  const yardstick = median(times.scan) + median(times.ask);
  say(reportRow({ name: `scan of ${files} files`, milliseconds: median(times.scan) }));
  say(reportRow({ name: `one request for each of ${images} images`, milliseconds: median(times.ask) }));
  const beside = (name: string, shots: readonly number[], limit?: number): void => {
    const ratio = median(shots) / yardstick;
    const times = [{ of: 'both', ratio, ...(limit !== undefined && { limit }) }];
    say(reportRow({ name, milliseconds: median(shots), times }));
  };
  beside('plan, an update due in every tenth file', times.some, limits.plan);
  // Every file that changes is parsed twice more to prove the change: what that costs is shown, not limited.
  beside('plan, an update due in every file', times.all);
} finally {
  await registry.close();
}

function well(run: ProgramRun, status: number): ProgramRun {
  if (run.status !== status)
    throw new Error(`it ended with ${run.status}: ${run.said || run.printed.slice(0, 500)}`);
  return run;
}

/** The least that must be asked: one list of tags for each image, one after the other. */
async function askEach(url: string): Promise<number> {
  const started = performance.now();
  for (let image = 0; image < images; image++) {
    const answer = await fetch(`${url}/v2/${repositoryOf('some', image, images)}/tags/list`);
    await answer.text();
  }
  return performance.now() - started;
}
