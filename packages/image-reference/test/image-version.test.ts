import { describe, expect, it } from 'vitest';
import { effectiveTag, printVersion } from '../src/index.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('an image version', () => {
  it.each([
    [{}, '-', 'latest'],
    [{ tag: '1.2.3' }, '1.2.3', '1.2.3'],
    [{ digest }, `@${digest}`, undefined],
    [{ tag: '1.2.3', digest }, `1.2.3@${digest}`, '1.2.3'],
  ])('%o is printed as %s and pulled by tag %s', (version, printed, tag) => {
    expect(printVersion(version)).toBe(printed);
    expect(effectiveTag(version)).toBe(tag);
  });
});
