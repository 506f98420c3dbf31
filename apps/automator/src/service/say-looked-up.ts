import type { LookedUp } from '../check/index.ts';

/** What was looked up tag by tag, in a sentence. */
export function sayLookedUp({ tags, images, left }: LookedUp): string {
  const done = `asked for ${count(tags, 'tag')} one by one and read ${count(images, 'image')}`;
  return left === 0 ? done : `${done}; ${count(left, 'tag')} left for the next check`;
}

export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
