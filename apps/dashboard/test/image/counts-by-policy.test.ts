import { verdicts } from '@deployment-automator/tag-policy';
import { expect, it } from 'vitest';
import { countsByPolicy } from '../../src/image/counts-by-policy.ts';

/** The docs of the verdicts begin so where a tag counts; `chosen` and `current` tell of the field. */
const saysItCounts = /^It counts|counts\.$|^The field/;

it.each(Object.entries(verdicts))(
  '%s is set back exactly where the tag does not count',
  (verdict, meaning) => {
    expect(countsByPolicy(verdict)).toBe(saysItCounts.test(meaning));
  },
);

it('a verdict that is not known does not stand out', () => {
  expect(countsByPolicy('novel')).toBe(false);
});
