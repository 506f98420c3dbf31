import { createDecider, decide, type Listing, parsePolicy } from '@deployment-automator/tag-policy';
import semver from 'semver';
import { reportMachine } from '../patcher/report.ts';
import { measureBeside } from './measure.ts';
import { fresh, versionTags } from './tags.ts';

const limits = { cold: 1, warm: 0.1 };
const range = '^3.4';
const policy = parsePolicy(`semver:${range}`);
const filtered = parsePolicy(`semver:${range}`, { filters: ['!regex:-(alpha|beta)', 'glob:*.*.*'] });
const current = { tag: '3.4.0' };
const options = { now: 0 };
const listing = (tags: readonly string[]): Listing => ({
  candidates: tags.map((tag) => ({ tag })),
  state: 'complete',
});

process.stdout.write(`${reportMachine()}\ntimes semver.maxSatisfying on the same tags, medians of pairs\n`);
for (const count of [100, 10_000, 100_000]) {
  const tags = versionTags(count);
  const more = [...tags, '3.999.0'];
  const times = Math.max(1, 2_000 / count);
  const beside = (name: string, limit: number | undefined, prepare: () => () => unknown): void => {
    const yardstick = () => {
      const list = fresh(more);
      return () => semver.maxSatisfying(list, range);
    };
    const { milliseconds, ratio } = measureBeside(prepare, yardstick, count < 100_000 ? 101 : 15, times);
    const verdict = limit === undefined ? '' : ` (limit ${limit}: ${ratio <= limit ? 'kept' : 'MISSED'})`;
    process.stdout.write(
      `${String(count).padStart(7)} ${name.padEnd(22)} ${milliseconds.toFixed(3).padStart(9)} ms  ${ratio.toFixed(3)}${verdict}\n`,
    );
  };
  beside('cold', limits.cold, () => {
    const given = listing(fresh(more));
    return () => decide(policy, given, current, options);
  });
  beside('warm, one new tag', limits.warm, () => {
    const decider = createDecider(policy);
    decider.decide(listing(fresh(tags)), current, options);
    const given = listing(fresh(more));
    return () => decider.decide(given, current, options);
  });
  beside('cold, verdicts', undefined, () => {
    const given = listing(fresh(more));
    return () => decide(policy, given, current, { ...options, verdicts: true });
  });
  beside('cold, two filters', undefined, () => {
    const given = listing(fresh(more));
    return () => decide(filtered, given, current, options);
  });
}
