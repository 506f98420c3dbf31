import { median, percentile } from '../webhook-to-commit/statistics.ts';
import type { RaceShots, WriteShots } from './measure.ts';

/** One file, against `git push` alone. */
const pushLimit = 1.25;
/** A hundred files and more, against `git fast-import` and push. */
const importLimit = 1.2;
/** A lost race and its retry, against a clean write. */
const raceLimit = 2.2;

export function reportWrites(count: number, { ours, bare }: WriteShots): string {
  const whole = ours.map((shot) => shot.whole);
  // The floors are given their bytes, so that is what a large commit is compared by.
  const write = ours.map((shot) => shot.whole - shot.edit);
  const push = bare.map((shot) => shot.push);
  const imported = bare.map((shot) => shot.whole);
  const toPush = count === 1 ? limitOf(ratioOf(whole, push), pushLimit) : print(ratioOf(whole, push));
  const toImport =
    count === 1 ? print(ratioOf(whole, imported)) : limitOf(ratioOf(write, imported), importLimit);
  return (
    `  ${String(count).padStart(4)} files: ours ${spread(whole)}, of it editing and proving ${median(ours.map(({ edit }) => edit)).toFixed(1)} ms; git push alone ${spread(push)}, ratio ${toPush}; ` +
    `fast-import and push ${spread(imported)}, ratio ${toImport}`
  );
}

export function reportRaces({ clean, raced, bare }: RaceShots): string {
  const times = { clean: clean.map(({ whole }) => whole), raced: raced.map(({ whole }) => whole) };
  const ratio = limitOf(ratioOf(times.raced, times.clean), raceLimit);
  const [lost, push] = [bare.map((shot) => shot.lost), bare.map((shot) => shot.push)];
  return (
    `  a lost race and its retry: ${spread(times.raced)}; a clean write ${spread(times.clean)}, ratio ${ratio}; ` +
    `git's own refused push, fetch and push ${spread(lost)}, of its push ${spread(push)} ${print(ratioOf(lost, push))}`
  );
}

function spread(values: readonly number[]): string {
  return `${median(values).toFixed(1)} ms (p95 ${percentile(values, 0.95).toFixed(1)})`;
}

/** Each round beside its own floor, then the median: what slows the machine for a while slows both. */
function ratioOf(values: readonly number[], floors: readonly number[]): number {
  return median(values.map((value, at) => value / (floors[at] ?? Number.NaN)));
}

function print(ratio: number): string {
  return ratio.toFixed(2);
}

function limitOf(ratio: number, limit: number): string {
  return `${print(ratio)} (limit ${limit}: ${ratio <= limit ? 'kept' : 'missed'})`;
}
