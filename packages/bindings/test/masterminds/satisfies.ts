/**
 * Masterminds/semver v3 told anew, as plainly as can be: it compares one version with each comparison by number, and
 * knows nothing of npm's ranges.
 */
export function satisfies(version: string, constraint: string): boolean {
  const v = read(version);
  const flat = constraint.replace(/(\S+) - (\S+)/g, '>=$1, <=$2');
  return flat.split(' || ').some((alternative) => {
    const parts = alternative.split(', ').map((text) => {
      const [, operator = '', rest = ''] = /^([=!<>~^]*) ?(.*)$/.exec(text) ?? [];
      return { operator, con: read(rest) };
    });
    if (v.pre.length > 0 && parts.every(({ con }) => con.pre.length === 0)) return false;
    return parts.every(({ operator, con }) => holds(operator, v, con));
  });
}

interface Version {
  readonly n: readonly [number, number, number];
  readonly pre: readonly string[];
  /** How many numbers were written before a wildcard or the end. */
  readonly known: number;
}

function read(text: string): Version {
  const dash = text.indexOf('-');
  const core = (dash < 0 ? text : text.slice(0, dash)).replace('v', '').split('.');
  const wild = core.findIndex((part) => part === 'x' || part === '*');
  const known = wild < 0 ? core.length : wild;
  const at = (index: number) => (index < known ? Number(core[index]) : 0);
  return { n: [at(0), at(1), at(2)], pre: dash < 0 ? [] : text.slice(dash + 1).split('.'), known };
}

function holds(operator: string, v: Version, con: Version): boolean {
  const order = compare(v, con);
  const same = (length: number) => [0, 1, 2].every((i) => i >= length || v.n[i] === con.n[i]);
  const partial = con.known < 3;
  switch (operator) {
    case '>':
      return order > 0 && !(partial && same(con.known));
    case '>=':
    case '=>':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
    case '=<':
      return order <= 0 || (partial && same(con.known));
    case '!=':
      return partial ? !same(con.known) : order !== 0;
    case '^': {
      if (order < 0) return false;
      const first = con.n.findIndex((number) => number > 0);
      return same(first < 0 ? con.known : first + 1);
    }
    case '~':
    case '~>':
      return tilde(order, same, con);
    default:
      return partial ? tilde(order, same, con) : order === 0;
  }
}

function tilde(order: number, same: (length: number) => boolean, { n, known }: Version): boolean {
  const everything = known === 0 || (known === 3 && n.every((number) => number === 0));
  return order >= 0 && (everything || same(Math.min(known, 2)));
}

function compare(a: Version, b: Version): number {
  for (const i of [0, 1, 2] as const) if (a.n[i] !== b.n[i]) return a.n[i] - b.n[i];
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (const [i, word] of a.pre.entries()) {
    const other = b.pre[i];
    if (other === undefined) return 1;
    if (word === other) continue;
    const numbers = [word, other].map((text) => /^\d+$/.test(text));
    if (numbers[0] && numbers[1]) return Number(word) - Number(other);
    if (numbers[0] !== numbers[1]) return numbers[0] ? -1 : 1;
    return word < other ? -1 : 1;
  }
  return a.pre.length - b.pre.length;
}
