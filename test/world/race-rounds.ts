import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git, type Person } from './person.ts';
import { fieldsBehind, type PushedTags, raceFiles } from './race-fields.ts';
import { heldByMove } from './race-holds.ts';
import { type Moment, meddle, type PersonCommit, tidy } from './race-person.ts';
import { waitUntil } from './wait-until.ts';
import type { World } from './world.ts';

/** Every push waits a moment before it is taken, and a moment while it holds the branch. Pushes are logged. */
export async function widenTheRaces(dir: string): Promise<void> {
  const pause = `sleep "0.0$(od -An -N1 -tu1 /dev/urandom | tr -d ' ')"\n`;
  const hooks = {
    'pre-receive': `#!/bin/sh\n${pause}`,
    'reference-transaction': `#!/bin/sh\n[ "$1" = prepared ] || exit 0\n${pause}`,
  };
  for (const [name, script] of Object.entries(hooks)) {
    await writeFile(join(dir, 'hooks', name), script);
    await chmod(join(dir, 'hooks', name), 0o755);
  }
  await git(dir, 'config', 'core.logAllRefUpdates', 'true');
}

export interface RaceOptions {
  readonly world: World;
  readonly people: readonly Person[];
  readonly bots: readonly Person[];
  readonly pushed: PushedTags;
  readonly rounds: number;
}

/**
 * In every round new tags of some images are pushed and all services are told, while people and bots commit. Every
 * fifth round waits until all is done; the others run into each other.
 * @returns what people and bots committed
 */
export async function race({ world, people, bots, pushed, rounds }: RaceOptions): Promise<PersonCommit[]> {
  const commits: PersonCommit[] = [];
  const push = async (repository: string, tag: string): Promise<void> => {
    await pushed.push(world.registry, repository, tag);
    await Promise.all(world.services.map((_, at) => world.notify(repository, tag, at)));
  };
  for (let round = 1; round <= rounds; round++) {
    const random = randomNumbers(round);
    const repositories = [...new Set(raceFiles.map(({ repository }) => repository))].filter(
      () => random() < 0.45,
    );
    const pushing = repositories.map(async (repository) => {
      const noise = round % 3 === 0 ? [`1.${round}.9-rc.1`, 'latest'] : [];
      const major2 = repository === 'race/web' ? [`2.${round}.0`] : [];
      for (const tag of [`1.${round}.0`, ...noise, ...major2, `1.${round}.1`]) await push(repository, tag);
    });
    const contested = raceFiles.filter(({ repository }) => repositories.includes(repository));
    const commit = async (
      someone: Person,
      act: (who: Person, moment: Moment) => Promise<PersonCommit | undefined>,
      chance: () => number,
    ): Promise<void> => {
      for (let times = 1 + Math.floor(chance() * 3); times > 0; times--) {
        const among = contested.length > 0 && chance() < 0.75 ? contested : raceFiles;
        const file = among[Math.floor(chance() * among.length)];
        const done = file && (await act(someone, { file, round, pushed, random: chance }));
        if (done !== undefined) commits.push(done);
      }
    };
    const chances = (at: number): (() => number) => randomNumbers(round * 100 + at);
    const meddling = people.map((someone, at) => commit(someone, meddle, chances(at)));
    const tidying = bots.map((bot, at) => commit(bot, tidy, chances(50 + at)));
    await Promise.all([...pushing, ...meddling, ...tidying]);
    if (round % 5 === 0) await settled(world, pushed);
  }
  return commits;
}

/** Waits until no service has anything left to do. @returns the head then */
export function settled(world: World, pushed: PushedTags): Promise<string> {
  return waitUntil(
    'every bound field at its newest tag',
    async () => {
      const head = await world.head();
      const behind = await Promise.all(
        raceFiles.map(async (file) => {
          const dir = world.repository.path;
          const late = fieldsBehind(file, await git(dir, 'show', `${head}:${file.path}`), pushed);
          const held = late.length === 0 ? [] : await heldByMove(dir, head, file.path);
          return late.filter((at) => !held.includes(at)).length;
        }),
      );
      return behind.every((count) => count === 0) && head;
    },
    60_000,
  );
}

/** Mulberry32: the same numbers in every run. */
function randomNumbers(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
