import type { BindingTable } from '@deployment-automator/bindings';

/** Why a config repo is frozen by its own rules file, or undefined where it is not, or not any more. */
export function frozenBy({ freezes = [] }: Pick<BindingTable, 'freezes'>, now: number): string | undefined {
  const freeze = freezes.find(({ until }) => until === undefined || until > now);
  if (freeze === undefined) return undefined;
  return `.automator.yaml freezes this config repo${freeze.reason === undefined ? '' : `: ${freeze.reason}`}`;
}
