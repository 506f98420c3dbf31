import { expect, it } from 'vitest';
import { type Pace, paceWork } from '../../src/config-repo/pace-work.ts';

/** Runs pieces that take 4 ms each by a clock of their own. @returns how often others had their turn meanwhile */
async function turnsOfOthers(work: (piece: () => Promise<void>) => Promise<unknown>): Promise<number> {
  let time = 0;
  let turns = 0;
  let over = false;
  const others = (): void => {
    turns += 1;
    if (!over) setImmediate(others);
  };
  setImmediate(others);
  const pace: Pace = paceWork(() => time);
  await work(() =>
    pace(() => {
      time += 4;
    }),
  );
  over = true;
  return turns;
}

it('lets others in while pieces follow each other', async () => {
  const turns = await turnsOfOthers(async (piece) => {
    for (let at = 0; at < 30; at += 1) await piece();
  });
  expect(turns).toBeGreaterThanOrEqual(9);
});

it('lets others in while pieces wait side by side', async () => {
  const turns = await turnsOfOthers((piece) => Promise.all(Array.from({ length: 30 }, piece)));
  expect(turns).toBeGreaterThanOrEqual(9);
});

it('does not pause for what is short', async () => {
  expect(await turnsOfOthers((piece) => piece())).toBe(0);
});

it('passes on what the work gives and throws', async () => {
  const pace = paceWork(() => 0);
  expect(await pace(() => 'done')).toBe('done');
  await expect(
    pace(() => {
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
});
