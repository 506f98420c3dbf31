import type { ChangeSet } from './update.ts';

/** The message of a change set's commit: what moved, why, and a trailer for each update (the audit). */
export function commitMessage(changeSet: ChangeSet): string {
  const { updates } = changeSet;
  const images = [...new Set(updates.map(({ image }) => image))];
  const moves = [...new Set(updates.map(({ to }) => to))];
  const subject =
    images.length === 1 && moves.length === 1
      ? `Update ${images[0]} to ${moves[0]}`
      : `Update ${images.length === 1 ? images[0] : `${images.length} images`} in ${updates.length} places`;
  const reasons = [
    ...new Set(
      updates.map(
        ({ image, from, to, policy, reason }) => `${image}: ${from} -> ${to}, by ${policy}: ${reason}.`,
      ),
    ),
  ];
  const trailers = updates.map(
    ({ id, image, from, to }) => `Automator-Update: ${id} ${image} ${from} -> ${to}`,
  );
  return `${subject}\n\n${reasons.join('\n')}\n\n${trailers.join('\n')}\n`;
}
