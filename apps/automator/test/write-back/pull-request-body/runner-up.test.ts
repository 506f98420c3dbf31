import type { Binding } from '@deployment-automator/bindings';
import { parsePolicy } from '@deployment-automator/tag-policy';
import { describe, expect, it } from 'vitest';
import { runnerUpOf } from '../../../src/write-back/pull-request-body/index.ts';

describe('the runner-up', () => {
  const cases: readonly [string, readonly string[], string | undefined][] = [
    ['the next best that counts', ['1.4.0', '1.4.9', '1.5.0', '2.0.0', '1.6.0-rc.1'], '1.4.9'],
    ['the current one', ['1.4.0', '1.5.0', 'latest'], '1.4.0'],
    ['none', ['1.5.0', '2.0.0', 'latest'], undefined],
  ];
  it.each(cases)('is %s', (_name, tags, expected) => {
    const policy = parsePolicy('semver:^1.4');
    const field = { image: { tag: '1.4.0' } };
    const binding = { policy, field, options: {} } as unknown as Binding;
    const listing = { candidates: tags.map((tag) => ({ tag })), state: 'complete' as const };
    const found = runnerUpOf({ binding, chosen: { tag: '1.5.0' } }, listing, 0);
    expect(found?.tag).toBe(expected);
    expect(found?.reason ?? 'none').not.toBe('');
  });
});
