import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { reportMachine } from '../patcher/report.ts';
import { bindingCount, imageAt, imageCount, repoNames } from './config-repos.ts';
import { startService } from './service.ts';
import { type Spent, spentOn } from './spent.ts';
import { openWorld, pollSeconds, type World } from './world.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const world = await openWorld(await freePort());
try {
  say(reportMachine());
  say(`${bindingCount} bindings of ${imageCount} images in ${repoNames.length} config repos\n`);
  const service = await startService(world);

  await everyImageSeen(world, 0);
  const cold = spentOn(world.registry.requests);
  row('cold check', cold, cold.lists <= imageCount && cold.heads + cold.other === 0);

  const from = world.registry.requests.length;
  await everyImageSeen(world, from);
  const warm = spentOn(world.registry.requests.slice(from));
  row('nothing new, warm', warm, total(warm) <= imageCount);

  const commits = await world.commits();
  const after = world.registry.requests.length;
  await world.registry.push(imageAt(7), '1.1.0');
  await service.notify(imageAt(7), '1.1.0');
  await until('the commits', async () => (await world.commits()) === commits + repoNames.length);
  await sleep(1000);
  const own = world.registry.requests.slice(after).filter(({ path }) => path.includes(imageAt(7)));
  const hook = spentOn(own);
  row(`one webhook, ${repoNames.length} commits`, hook, total(hook) <= 3);

  say('\nmeasured or read elsewhere, for 200 images:');
  say('  Renovate: 804 requests cold, 400 at every warm run; no webhook of a registry');
  say(
    `  Argo CD Image Updater: 3 for each image of each application: ${3 * bindingCount} here, at every run`,
  );
  await service.stop();
} finally {
  await world.close();
}

function total({ lists, heads, tokens, challenges, other }: Spent): number {
  return lists + heads + tokens + challenges + other;
}

function row(what: string, spent: Spent, isKept: boolean): void {
  const { lists, heads, tokens, challenges, other } = spent;
  const parts = `${lists} lists, ${heads} HEADs, ${tokens} tokens, ${challenges} challenges, ${other} other`;
  say(
    `${what.padEnd(26)} ${String(total(spent)).padStart(4)} requests: ${parts} (limit ${isKept ? 'kept' : 'MISSED'})`,
  );
  if (!isKept) process.exitCode = 1;
}

/** Waits until every image was asked for since then, and the registry has had quiet for a second. */
async function everyImageSeen({ registry }: World, from: number): Promise<void> {
  const listed = (): number =>
    new Set(
      registry.requests
        .slice(from)
        .filter(({ path, status }) => path.includes('/tags/list') && status === 200)
        .map(({ path }) => path.split('?')[0]),
    ).size;
  await until('a look at every image', async () => listed() >= imageCount);
  for (let seen = -1; seen !== registry.requests.length; ) {
    seen = registry.requests.length;
    await sleep(1000);
  }
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 3000 * pollSeconds;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(50);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
