import type { BareGit, BareShot } from './bare-git.ts';
import type { OurShot, OurWrite } from './our-write.ts';
import { rivalCommit } from './rival.ts';

export interface WriteShots {
  readonly ours: readonly OurShot[];
  readonly bare: readonly BareShot[];
}

export interface RaceShots {
  readonly clean: readonly OurShot[];
  readonly raced: readonly OurShot[];
  /** Bare git's push, and its lost race; milliseconds. */
  readonly bare: readonly { readonly push: number; readonly lost: number }[];
}

/** Rounds before counting begins: by then the code is compiled, as in a service that has been running for a while. */
function warmUpsFor(files: number): number {
  return files === 1 ? 40 : 12;
}

/** Ours and bare git in turns, with the same files, so that both meet the same machine. */
export async function measureWrites(options: {
  ours: OurWrite;
  bare: BareGit;
  paths: readonly string[];
  runs: number;
}): Promise<WriteShots> {
  const { ours, bare, paths, runs } = options;
  const shots = { ours: [] as OurShot[], bare: [] as BareShot[] };
  const warmUps = warmUpsFor(paths.length);
  for (let at = 1 - warmUps; at <= runs; at += 1) {
    const tag = `1.${paths.length}.${at + warmUps}`;
    const mine = await ours.write(paths, tag);
    if (mine.races > 0) throw new Error('somebody else pushed');
    const theirs = await bare.write(await ours.read(paths));
    if (at > 0) {
      shots.ours.push(mine);
      shots.bare.push(theirs);
    }
  }
  return shots;
}

/** A clean write, then one against a branch that somebody else has just moved; the same by bare git. */
export async function measureRaces(options: {
  ours: OurWrite;
  bare: BareGit;
  paths: readonly string[];
  remotePath: string;
  barePath: string;
  runs: number;
}): Promise<RaceShots> {
  const { ours, bare, paths, remotePath, barePath, runs } = options;
  const warmUps = warmUpsFor(paths.length);
  const shots = { clean: [] as OurShot[], raced: [] as OurShot[], bare: [] as RaceShots['bare'][number][] };
  for (let at = 1 - warmUps; at <= runs; at += 1) {
    const clean = await ours.write(paths, `2.0.${at + warmUps}`);
    const { push } = await bare.write(await ours.read(paths));
    await rivalCommit(remotePath, at);
    const raced = await ours.write(paths, `2.1.${at + warmUps}`);
    const lost = await bare.lose(await ours.read(paths), () => rivalCommit(barePath, at));
    if (clean.races !== 0 || raced.races !== 1) throw new Error('expected exactly one lost race');
    if (at > 0) {
      shots.clean.push(clean);
      shots.raced.push(raced);
      shots.bare.push({ push, lost });
    }
  }
  return shots;
}
