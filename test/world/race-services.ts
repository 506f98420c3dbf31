import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from './automator.ts';
import type { World } from './world.ts';

/** Ends one service of the world and starts it again, its configuration changed by `edit`. */
export async function restart(
  world: World,
  at: number,
  edit: (config: string) => string = (config) => config,
): Promise<void> {
  const running = world.services[at];
  if (running === undefined) throw new Error(`service ${at} does not run`);
  const port = Number(new URL(running.url).port);
  await world.stop('SIGTERM', [running]);
  const written = await readFile(join(world.folder, `automator-${port}.yaml`), 'utf8');
  const config = edit(written.replace(/^(listen|dataDir): .*\n/gm, ''));
  world.services.splice(at, 0, await serve({ config, port, dataDir: join(world.folder, `data-${at}`) }));
}

/** One metric of one service: the sum over its labels, 0 where there is none. */
export async function metric(world: World, at: number, name: string): Promise<number> {
  const lines = await metricLines(world, at, name);
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

export function metricOfAll(world: World, name: string): Promise<number[]> {
  return Promise.all(world.services.map((_, at) => metric(world, at, name)));
}

/** What failed in one service, by the codes of the errors. A branch on which others push for long is left and tried again. */
export async function failedLooks(world: World, at: number): Promise<string[]> {
  const lines = await metricLines(world, at, 'automator_failures_total');
  return lines.filter((line) => !line.includes('code="git-push-raced"'));
}

async function metricLines(world: World, at: number, name: string): Promise<string[]> {
  const answer = await fetch(`${world.services[at]?.url}/metrics`);
  return (await answer.text()).split('\n').filter((line) => line.startsWith(`${name}{`));
}
