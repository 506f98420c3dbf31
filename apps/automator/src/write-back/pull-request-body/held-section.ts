import type { Section } from './fit-sections.ts';
import { code, plain } from './foreign-text.ts';
import type { HeldField } from './pull-request-input.ts';
import { shortVersion } from './short-version.ts';

/** The fields beside these that stay as they are because a person said so. */
export function heldSection(held: readonly HeldField[]): Section[] {
  if (held.length === 0) return [];
  return [
    {
      rank: 2,
      head: '### Held, not in here\n\n| field | image | from | to | hold | since |\n|---|---|---|---|---|---|',
      items: held.map(
        ({ id, image, from, to, code: hold, reason, since }) =>
          `| ${code(id)} | ${code(image)} | ${code(shortVersion(from))} | ${code(shortVersion(to))} | ` +
          `${code(hold)}: ${plain(reason)} | ${since === null ? 'not known' : code(since, 40)} |`,
      ),
      leftOut: (count) =>
        `\n${count} held fields were left out for their length: \`automator plan\` names them.`,
    },
  ];
}
