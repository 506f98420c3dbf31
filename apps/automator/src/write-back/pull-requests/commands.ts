import type { Comment } from '@deployment-automator/forge-clients';
import type { Seen } from './marker.ts';

/** What people can ask for in a comment. */
export const commandNames = ['hold', 'release', 'rebase', 'explain'] as const;

export type CommandName = (typeof commandNames)[number];

export interface Command {
  readonly name: CommandName;
  /** The rest of the line. */
  readonly words: string;
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The commands of comments that were not answered yet, oldest first. A line that begins so, in a person's comment. */
export function readCommands(comments: readonly Comment[], seen: Seen): Command[] {
  return unseen(comments, seen)
    .filter(({ author }) => !author.bot)
    .flatMap(({ body, author, at }) =>
      [...body.matchAll(/^\/automator[ \t]+(hold|release|rebase|explain)\b[ \t]*([^\r\n]*)/gm)].flatMap(
        ([, said, words = '']) => {
          const name = commandNames.find((known) => known === said);
          return name === undefined ? [] : [{ name, words: words.trim(), by: author.login, at }];
        },
      ),
    );
}

/** How far comments are read once these are answered. */
export function seenAfter(comments: readonly Comment[], before: Seen): Seen {
  const at = Math.max(before.at, ...comments.map((comment) => comment.at));
  const ids = comments.filter((comment) => comment.at === at).map(({ id }) => plainId(id));
  return { at, ids: [...new Set([...(before.at === at ? before.ids : []), ...ids])] };
}

function unseen(comments: readonly Comment[], { at, ids }: Seen): readonly Comment[] {
  return comments.filter(
    (comment) => comment.at > at || (comment.at === at && !ids.includes(plainId(comment.id))),
  );
}

/** An id as a marker can hold it. */
function plainId(id: string): string {
  return id.replace(/[^A-Za-z0-9-]/g, '_');
}
