import { describe, expect, it } from 'vitest';
import { createDecider, decide } from '../src/index.ts';
import { type Row, readTable } from './read-table.ts';

const names = ['versions', 'loose', 'law-five', 'other-orders', 'times', 'narrowing'];

describe.each(names)('the table %s', (name) => {
  const rows = readTable(name).map((row): [string, Row] => [row.line, row]);

  it.each(rows)('%s', (_, { policy, listing, current, options, outcome, verdicts }) => {
    const decision = decide(policy, listing, current, { ...options, verdicts: true });
    expect([decision.code, decision.chosen?.tag].filter((part) => part !== undefined).join(' ')).toBe(
      outcome,
    );
    expect(decision.verdicts.map(({ tag, code }) => `${tag}=${code}`).sort()).toEqual([...verdicts].sort());
  });

  it('says the same without verdicts, and from memory', () => {
    for (const [, { policy, listing, current, options }] of rows) {
      const plain = decide(policy, listing, current, options);
      const { verdicts: _, ...choice } = decide(policy, listing, current, { ...options, verdicts: true });
      expect(plain).toEqual({ ...choice, verdicts: [] });
      const decider = createDecider(policy);
      decider.decide({ ...listing, candidates: listing.candidates.slice(1) }, current, options);
      expect(decider.decide(listing, current, options)).toEqual(plain);
    }
  });
});

it('the tables have more than three hundred rows', () => {
  expect(names.flatMap(readTable).length).toBeGreaterThanOrEqual(300);
});
