import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { restingImages } from './config-files.ts';
import { measure } from './measure.ts';
import { reportMachine, reportMemory, reportShots, reportStart } from './report.ts';
import { run } from './run-command.ts';
import { type Service, startService } from './service.ts';
import { openWorld, type World } from './world.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '50' }, files: { type: 'string', default: '10000' } },
});
const runs = Number(values.runs);
const files = Number(values.files);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const say = (text: string): void => void process.stdout.write(`${text}\n`);
say(reportMachine(await run('git', ['--version'])));
say(
  `config repo: ${files} files; ${runs} runs, more than a second apart: one look a second a key is the rule`,
);
const world = await openWorld(files);
try {
  const cold = await startService(world);
  say(reportStart('cold start (clone, read every file)', cold));
  await everyImageChecked(world);
  await cold.stop();

  const service: Service = await startService(world);
  say(reportStart('start again (mirror and store are there)', service));
  await everyImageChecked(world);
  const onRun = (done: number): void =>
    void (process.stdout.isTTY && process.stdout.write(`\r${done}/${runs}\r`));
  say(reportShots(await measure(world, service, { runs, files, onRun })));
  say(`at the end: ${reportMemory(service)}`);
  await service.stop();
} finally {
  await world.close();
}

/** After a start every bound image is looked at once; then nothing happens by itself. */
async function everyImageChecked({ seen }: World): Promise<void> {
  const end = performance.now() + 30_000;
  while (seen.filter(({ what }) => what === 'tags').length < restingImages.length + 1) {
    if (performance.now() > end) throw new Error('the service did not look at every image');
    await sleep(50);
  }
  await sleep(1500);
  seen.length = 0;
}
