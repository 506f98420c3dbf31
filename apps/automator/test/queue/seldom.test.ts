import { expect, it } from 'vitest';
import { seldom } from '../../src/queue/seldom.ts';

it('passes the first of each kind, then one of that kind a pause', () => {
  let now = 0;
  const passed: string[] = [];
  const report = seldom<string>((text) => passed.push(text), {
    kindOf: (text) => text.charAt(0),
    pause: 100,
    now: () => now,
  });
  for (const [time, text] of [
    [0, 'a1'],
    [1, 'a2'],
    [2, 'b1'],
    [99, 'a3'],
    [100, 'a4'],
    [101, 'b2'],
    [102, 'b3'],
  ] as const) {
    now = time;
    report(text);
  }
  expect(passed).toEqual(['a1', 'b1', 'a4', 'b3']);
});
