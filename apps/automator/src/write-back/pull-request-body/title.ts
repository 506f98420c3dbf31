import { oneLine } from './foreign-text.ts';
import type { ProposedUpdate } from './pull-request-input.ts';
import { shortVersion } from './short-version.ts';

/** One line that says what moves, cut to `longest` characters. Forges link references in titles too, so it has none. */
export function titleOf(updates: readonly ProposedUpdate[], longest: number): string {
  const images = [...new Set(updates.map(({ image }) => image))];
  const versions = [...new Set(updates.map(({ to }) => shortVersion(to)))];
  const groups = [...new Set(updates.map(({ group }) => group))];
  const group = groups.length === 1 && groups[0] !== null ? ` (${groups[0]})` : '';
  const [image] = images;
  const title =
    images.length > 1 || image === undefined
      ? `Update ${images.length} images${group}`
      : versions.length > 1
        ? `Update ${image} in ${updates.length} places${group}`
        : `Update ${image} to ${versions[0]}${group}`;
  return cut(quiet(oneLine(title, 1000)), longest);
}

/** Only what no forge reads as a mention or a reference: `@` inside a version, as `1.2@sha256:`, is none. */
function quiet(title: string): string {
  return title.replace(/(?<![A-Za-z0-9])@(?=\S)|[#!](?=\S)|<|`/g, (mark) => `${mark} `);
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return longest < 1 ? '' : `${text.slice(0, longest - 1).replace(/\p{Cs}$/u, '')}…`;
}
