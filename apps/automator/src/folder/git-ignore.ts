import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The rules of one folder's `.gitignore`. */
interface Rules {
  /** Relative to the folder that is listed; empty for that itself. */
  readonly folder: string;
  readonly matcher: Ignore;
}

/** What git would leave out, in one folder: its own rules after those of the folders above it. */
export interface GitIgnore {
  /** Whether a path in this folder is left out. */
  ignores(path: string, isFolder: boolean): boolean;
  /** The same for a folder in it. */
  enter(folder: string): GitIgnore;
}

/** The rules of a folder that is listed; `.gitignore` files above it do not count. */
export function gitIgnoreOf(dir: string, folder = '', above: readonly Rules[] = []): GitIgnore {
  const own = readRules(join(dir, folder));
  const rules = own === undefined ? above : [...above, { folder, matcher: own }];
  return {
    // The nearest file that says anything wins (gitignore(5)).
    ignores: (path, isFolder) => {
      for (const { folder: base, matcher } of rules.toReversed()) {
        const relative = base === '' ? path : path.slice(base.length + 1);
        const { ignored, unignored } = matcher.test(isFolder ? `${relative}/` : relative);
        if (ignored || unignored) return ignored;
      }
      return false;
    },
    enter: (below) => gitIgnoreOf(dir, below, rules),
  };
}

function readRules(folder: string): Ignore | undefined {
  try {
    return ignore().add(readFileSync(join(folder, '.gitignore'), 'utf8'));
  } catch {
    return undefined;
  }
}
