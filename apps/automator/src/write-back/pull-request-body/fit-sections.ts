/** A part of a body that can be cut between its items. */
export interface Section {
  /** Which section is given room first: the lowest. */
  readonly rank: number;
  /** Stands before the items, and stays where at least one of them does. */
  readonly head: string;
  /** Each ends up on lines of its own. */
  readonly items: readonly string[];
  /** Says, as a line of its own, that so many items were left out. */
  readonly leftOut: (count: number) => string;
}

/**
 * Puts sections one under the other, in their order, and gives each as many of its items as there is room for,
 * the lowest rank first. What is cut says so. A section for whose own notice there is no room goes without a trace
 * but for `notice`.
 *
 * @param longest in UTF-16 code units, which is never less than in characters
 * @param notice ends a text that lacks whole sections
 */
export function fitSections(sections: readonly Section[], longest: number, notice: string): string {
  const whole = join(sections.map((section) => show(section, section.items.length)));
  if (whole.length <= longest) return whole;
  const shown = new Map<Section, string>();
  let room = longest - notice.length - gap.length;
  let dropped = false;
  const byRank = sections.toSorted((a, b) => a.rank - b.rank);
  for (const section of byRank) {
    const least = show(section, 0);
    if (least.length + gap.length > room) {
      dropped = true;
      continue;
    }
    shown.set(section, least);
    room -= least.length + gap.length;
  }
  for (const section of byRank) {
    const least = shown.get(section);
    if (least === undefined) continue;
    const best = mostOf(section, room + least.length);
    shown.set(section, best);
    room -= best.length - least.length;
  }
  const kept = sections.flatMap((section) => shown.get(section) ?? []);
  const text = join(dropped ? [...kept, notice] : kept);
  return text.length <= longest ? text : '';
}

const gap = '\n\n';

function join(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(gap);
}

/** The section with its first `count` items. */
function show({ head, items, leftOut }: Section, count: number): string {
  const missing = items.length - count;
  const lines = count > 0 || missing === 0 ? [head, ...items.slice(0, count)] : [];
  return [...lines, ...(missing > 0 ? [leftOut(missing)] : [])].join('\n').replace(/^\n+/, '');
}

/** The section with the most items that `room` takes. */
function mostOf(section: Section, room: number): string {
  let best = 0;
  let length = section.head.length;
  const { items, leftOut } = section;
  for (const [at, item] of items.entries()) {
    length += 1 + item.length;
    const missing = items.length - at - 1;
    if (length + (missing > 0 ? 1 + leftOut(missing).length : 0) <= room) best = at + 1;
  }
  return show(section, best);
}
