import type { BindingTable } from '@deployment-automator/bindings';
import { sayUntil } from './say-hold.ts';

/** Why a config repo is frozen by its own rules file, or undefined where it is not, or not any more. */
export function frozenBy({ freezes = [] }: Pick<BindingTable, 'freezes'>, now: number): string | undefined {
  const freeze = freezes.find(({ until }) => until === undefined || until > now);
  if (freeze === undefined) return undefined;
  const { reason, until } = freeze;
  const end = until === undefined ? '' : ` ${sayUntil(until)}`;
  return `.automator.yaml freezes this config repo${end}${reason === undefined ? '' : `: ${reason}`}`;
}
