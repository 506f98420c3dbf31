import type { Freeze, Hold } from '../binding.ts';
import type { BindingProblem } from '../problem.ts';
import type { Entry, RulesFile } from './open-rules-file.ts';
import { parseTime } from './parse-time.ts';

/** What persons wrote into the rules file to stop updates. */
export interface Wills {
  /** By field id. */
  readonly holds: ReadonlyMap<string, Hold>;
  readonly freezes: readonly Freeze[];
  readonly problems: readonly BindingProblem[];
}

/**
 * Reads `holds` and `freezes`. An end that cannot be read is no end: what is held stays held. Of two holds on one
 * field the later counts.
 *
 * @param isField whether there is a field with this id
 */
export function readWills({ sections }: RulesFile, isField: (id: string) => boolean): Wills {
  const problems: BindingProblem[] = [];
  const problem = (code: BindingProblem['code'], entry: Entry, key: string, message: string): void => {
    problems.push({ code, message, place: entry.place(key), fields: [] });
  };
  const read = (entry: Entry): Hold => {
    const { reason, until, by } = entry.value;
    const end = typeof until === 'string' ? parseTime(until) : undefined;
    if (until !== undefined && end === undefined) {
      problem(
        'bad-value',
        entry,
        'until',
        `until is ${JSON.stringify(until)}; write a time such as 2026-01-31T12:00:00Z`,
      );
    }
    return {
      ...(typeof reason === 'string' && { reason }),
      ...(end !== undefined && { until: end }),
      ...(typeof by === 'string' && { by }),
    };
  };
  const holds = new Map<string, Hold>();
  for (const entry of sections.holds ?? []) {
    const { id } = entry.value;
    const hold = read(entry);
    if (typeof id === 'string' && isField(id)) holds.set(id, hold);
    else {
      const message = `there is no field ${JSON.stringify(id ?? '')} to hold; take its id from automator scan --json`;
      problem('unresolved', entry, 'id', message);
    }
  }
  const freezes = [...(sections.freezes ?? []), ...(sections.freeze ?? [])].map((entry): Freeze => {
    const { by: _, ...freeze } = read(entry);
    return freeze;
  });
  return { holds, freezes, problems };
}
