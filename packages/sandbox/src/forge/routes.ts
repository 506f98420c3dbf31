import type { Reply } from '../registry/reply.ts';

/** The parts of a path that a pattern names. */
export type PathParts = Readonly<Record<string, string>>;

/** One row of a forge's routes: `GET /repos/{owner}/{name}/pulls/{number}`. A last `{rest+}` takes what is left. */
export interface Route<Context> {
  readonly pattern: string;
  readonly handle: (context: Context, parts: PathParts) => Promise<Reply> | Reply;
}

/** The first route that fits, with the parts of the path that it names, each percent-decoded. */
export function findRoute<Context>(
  routes: readonly Route<Context>[],
  method: string,
  path: string,
): { readonly route: Route<Context>; readonly parts: PathParts } | undefined {
  for (const route of routes) {
    const [wanted = '', pattern = ''] = route.pattern.split(' ');
    const parts = wanted === method ? matchPath(pattern, path) : undefined;
    if (parts !== undefined) return { route, parts };
  }
  return undefined;
}

function matchPath(pattern: string, path: string): PathParts | undefined {
  const wanted = pattern.split('/');
  const shown = path.split('/');
  const open = wanted.at(-1)?.endsWith('+}') === true;
  if (open ? shown.length < wanted.length : shown.length !== wanted.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const last = open && index === wanted.length - 1;
    const value = last ? shown.slice(index).join('/') : (shown[index] ?? '');
    const name = /^\{(\w+)\+?\}$/.exec(segment)?.[1];
    if (name === undefined && value !== segment) return undefined;
    if (name !== undefined) parts[name] = decode(value);
  }
  return parts;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
