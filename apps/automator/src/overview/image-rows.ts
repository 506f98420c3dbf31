import { type ImageRow, type State, states } from '@deployment-automator/api-schema';
import { imageIdOf } from '../check/index.ts';
import type { Standing } from './standing.ts';

/** An image with everything that it is bound to, in the order of the config repos and their fields. */
export interface ImageEntry {
  readonly row: ImageRow;
  readonly standings: readonly Standing[];
  /** What a search looks through, in lower case. */
  readonly text: string;
}

/** How much a state needs a person: the first most. */
export function rankOf(state: State): number {
  return states.indexOf(state);
}

/** One entry an image, in the order of the names. */
export function imageEntries(standings: readonly Standing[]): ImageEntry[] {
  const byImage = new Map<string, Standing[]>();
  for (const standing of standings) {
    const own = byImage.get(standing.image);
    if (own === undefined) byImage.set(standing.image, [standing]);
    else own.push(standing);
  }
  return [...byImage]
    .sort(([a], [b]) => compare(a, b))
    .map(([image, own]) => entryOf(image, own.sort(byPlace)));
}

function entryOf(image: string, standings: readonly Standing[]): ImageEntry {
  const [worst] = standings.toSorted((a, b) => rankOf(a.state) - rankOf(b.state));
  if (worst === undefined) throw new Error('an image is there because something is bound to it');
  const row: ImageRow = {
    id: imageIdOf(image),
    image,
    state: worst.state,
    since: timeText(sinceOf(standings, worst.state)),
    reason: worst.reason,
    current: distinct(standings.map(({ current }) => current)),
    chosen: distinct(standings.map(({ chosen }) => chosen)),
    bindings: standings.map(summaryOf),
  };
  return { row, standings, text: textOf(row) };
}

/** It needs a person since the first of its bindings does, and is current since the last one is. */
function sinceOf(standings: readonly Standing[], state: State): number | undefined {
  const times = standings.flatMap((one) =>
    one.state === state && one.since !== undefined ? [one.since] : [],
  );
  if (times.length === 0) return undefined;
  return state === 'current' ? Math.max(...times) : Math.min(...times);
}

/** A binding as far as a list shows it. */
export function summaryOf({
  id,
  configRepo,
  place,
  current,
  chosen,
  state,
}: Standing): ImageRow['bindings'][number] {
  const { file, line } = place;
  return { id, configRepo, environment: environmentOf(configRepo, file), file, line, current, chosen, state };
}

function environmentOf(configRepo: string, file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? configRepo : `${configRepo}/${file.slice(0, slash)}`;
}

function textOf({ image, current, chosen, bindings }: ImageRow): string {
  const files = bindings.map(({ configRepo, file }) => `${configRepo}/${file}`);
  return [image, ...current, ...chosen, ...distinct(files)].join('\n').toLowerCase();
}

/** RFC 3339, of milliseconds since the epoch. */
export function timeText(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}

function distinct(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text) => text !== null))];
}

function byPlace(a: Standing, b: Standing): number {
  return compare(a.configRepo, b.configRepo) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
