import { imageIdOf } from '../../check/index.ts';
import type { Held } from '../../reconcile/index.ts';
import type { PullRequestResult } from '../../write-back/index.ts';
import type { Telling } from './telling.ts';

/** What persons did to pull requests of ours: which updates that holds now, and which it holds no more. */
export function tellHeld(
  configRepo: string,
  { held, heldBefore }: Pick<PullRequestResult, 'held' | 'heldBefore'>,
): readonly Telling[] {
  const begun = held.filter((one) => !heldBefore.some((other) => isSame(one, other)));
  const ended = heldBefore.filter(({ id }) => !held.some((one) => one.id === id));
  return [
    ...begun.map((one) => tellOne(configRepo, one, `${one.image}: ${one.reason}`)),
    ...ended.map((one) => tellOne(configRepo, one, `${one.image}: no pull request holds ${one.to} any more`)),
  ];
}

function isSame(one: Held, other: Held): boolean {
  return one.id === other.id && one.code === other.code && one.reason === other.reason;
}

function tellOne(configRepo: string, { image, to, code }: Held, message: string): Telling {
  const [tag = ''] = to.split('@');
  return {
    happening: {
      kind: 'pull-request',
      message,
      configRepo,
      image,
      imageId: imageIdOf(image),
      code,
      ...(tag !== '' && { tag }),
    },
  };
}
