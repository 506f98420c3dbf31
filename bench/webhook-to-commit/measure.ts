import { setTimeout as sleep } from 'node:timers/promises';
import { firstTag, movingFile, movingImage } from './config-files.ts';
import { type Floor, type FloorShot, openFloor } from './floor.ts';
import { git } from './run-command.ts';
import type { Service } from './service.ts';
import { readRef, refMoved } from './watch-ref.ts';
import type { SeenRequest, World } from './world.ts';

/** One webhook, from just before it is sent until its commit is on the remote; milliseconds. */
export interface WebhookShot {
  readonly visible: number;
  /** How long each part took, in the order in which they happen; together they are `visible`. */
  readonly parts: readonly { readonly part: string; readonly milliseconds: number }[];
  /** Until the webhook was answered, which is beside the way. */
  readonly answered: number;
}

export interface Shots {
  readonly webhook: readonly WebhookShot[];
  readonly plumbing: readonly FloorShot[];
  readonly fastImport: readonly FloorShot[];
}

/** The work queue gives one key one look a second: runs are further apart, so that it is not measured. */
const betweenWebhooks = 1_200;
/** Before counting begins: code and connections get warm on both sides. */
const warmUps = 3;

/** The service and the floor in turns, so that both meet the same machine. */
export async function measure(
  world: World,
  service: Service,
  options: { runs: number; files: number; onRun: (done: number) => void },
): Promise<Shots> {
  const { folder, repository, credentials, registry } = world;
  const path = movingFile(options.files);
  const content = `${await git(repository.path, ['show', `refs/heads/main:${path}`])}\n`;
  const reference = `${registry.host}/${movingImage}:`;
  const floor: Floor = await openFloor({ folder, remote: repository, credentials, path });
  const shots = { webhook: [] as WebhookShot[], plumbing: [] as FloorShot[], fastImport: [] as FloorShot[] };
  for (let at = 1 - warmUps; at <= options.runs; at += 1) {
    const tag = `1.0.${at + warmUps}`;
    const bytes = (patch: string): string => content.replace(reference + firstTag, `${reference}${patch}`);
    const sent = performance.now();
    const webhook = await shootWebhook(world, service, tag);
    await sleep(100);
    const plumbing = await floor.plumbing(bytes(`${tag}-a`));
    await sleep(100);
    const fastImport = await floor.fastImport(bytes(`${tag}-b`));
    if (at > 0) {
      shots.webhook.push(webhook);
      shots.plumbing.push(plumbing);
      shots.fastImport.push(fastImport);
      options.onRun(at);
    }
    await sleep(Math.max(sent + betweenWebhooks - performance.now(), 0));
  }
  await proveCommits(world, options.runs + warmUps);
  return shots;
}

async function shootWebhook(world: World, service: Service, tag: string): Promise<WebhookShot> {
  const { repository, registry, seen } = world;
  await registry.push(movingImage, tag);
  const before = readRef(repository.path, 'refs/heads/main');
  seen.length = 0;
  const began = performance.now();
  const answered = service.notify(movingImage, tag);
  const moved = await refMoved(repository.path, 'refs/heads/main', before);
  return { visible: moved - began, parts: partsOf(seen, began, moved), answered: (await answered) - began };
}

/** Seen from outside, by what the registry and the git server were asked, and when. */
function partsOf(seen: readonly SeenRequest[], began: number, moved: number): WebhookShot['parts'] {
  const arrival = (what: SeenRequest['what']): number =>
    seen.find((one) => one.what === what)?.at ?? Number.NaN;
  const ends: [string, number][] = [
    ['webhook, queue, until the HEAD', arrival('head')],
    ['HEAD, decide, queue, plan, edit the file, write the commit, start git push', arrival('push refs')],
    ["git push: the remote's refs, pack", arrival('push')],
    ['git push: the remote takes it', moved],
  ];
  return ends.map(([part, end], at) => ({ part, milliseconds: end - (ends[at - 1]?.[1] ?? began) }));
}

/** Fast and wrong is no result: every commit changes one line of one file. */
async function proveCommits({ repository }: World, count: number): Promise<void> {
  const log = await git(repository.path, ['log', '--format=', '--numstat', `-${count}`, 'refs/heads/main']);
  const lines = log.split('\n').filter((line) => line !== '');
  const commits = await git(repository.path, ['rev-list', '--count', 'refs/heads/main']);
  const right = lines.length === count && lines.every((line) => line.startsWith('1\t1\t'));
  if (!right || Number(commits) !== count + 1) {
    throw new Error(`expected ${count} commits of one line each on top of the first, found:\n${log}`);
  }
  await git(repository.path, ['fsck', '--connectivity-only']);
}
