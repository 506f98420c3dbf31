/** How one part compares. The library's other spellings (`=>`, `=<`, `~>`, no operator) are read as these. */
export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '^';

/** One comparison, such as `>=1.2` or `~1.x`. */
export interface Part {
  readonly operator: Operator;
  /** The numbers before the first wildcard: none for `*`, one for `1.x`, three for `1.2.3`. */
  readonly numbers: readonly number[];
  /** Without its `-`; empty where there is none. */
  readonly prerelease: string;
}

/** Alternatives, each with the parts that must all hold. */
export type Constraint = readonly (readonly Part[])[];

/** No constraint that a person writes is longer than this, in characters. */
const maxLength = 512;

/**
 * Reads a constraint of Masterminds/semver v3, or says in a sentence why it is none. What that library refuses is
 * refused here.
 *
 * @see https://github.com/Masterminds/semver#checking-version-constraints
 */
export function parseConstraint(text: string): Constraint | string {
  if (text.length > maxLength) return `it is longer than ${maxLength} characters`;
  const alternatives: Part[][] = [];
  for (const alternative of withoutHyphens(text).split('||')) {
    const parts: Part[] = [];
    for (const piece of pieces(alternative)) {
      const part = readPart(piece);
      if (typeof part === 'string') return part;
      parts.push(part);
    }
    alternatives.push(parts);
  }
  return alternatives;
}

const version = String.raw`v?[\dxX*]+(?:\.[\dxX*]+){0,2}(?:-[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?(?:\+[\w.-]+)?`;
const hyphenRange = new RegExp(String.raw`\s*(?<![\w.*+-])(${version})\s+-\s+(${version})\s*`, 'g');
const spaceAfterOperator = /([=!<>~^])\s+(?=[v\dxX*])/g;
const part =
  /^(?<operator>=|!=|>=|=>|<=|=<|>|<|~>|~|\^)?v?(?<core>[\dxX*.]+)(?:-(?<prerelease>[\dA-Za-z.-]+))?(?:\+[\w.-]+)?$/;

function withoutHyphens(text: string): string {
  return text.replace(hyphenRange, '>=$1, <=$2 ');
}

function pieces(alternative: string): readonly string[] {
  return alternative
    .trim()
    .replace(spaceAfterOperator, '$1')
    .split(/\s*,\s*|\s+/);
}

const spellings: Readonly<Record<string, Operator>> = {
  '': '=',
  '=': '=',
  '!=': '!=',
  '>': '>',
  '>=': '>=',
  '=>': '>=',
  '<': '<',
  '<=': '<=',
  '=<': '<=',
  '~': '~',
  '~>': '~',
  '^': '^',
};

function readPart(piece: string): Part | string {
  if (piece === '') return 'a comparison is missing in it';
  const { operator = '', core = '', prerelease = '' } = part.exec(piece)?.groups ?? {};
  const known = spellings[operator];
  const numbers = readNumbers(core);
  if (known === undefined || numbers === undefined || !isPrerelease(prerelease)) {
    return `${JSON.stringify(piece)} is no comparison such as >=1.2`;
  }
  return { operator: known, numbers, prerelease };
}

/** `1.x.3` is `1.x`: nothing after a wildcard counts. */
function readNumbers(core: string): readonly number[] | undefined {
  const written = core.split('.');
  if (written.length > 3 || !written.every((number) => /^(?:\d+|[xX*])$/.test(number))) return undefined;
  const wildcard = written.findIndex((number) => !/^\d/.test(number));
  const numbers = (wildcard < 0 ? written : written.slice(0, wildcard)).map(Number);
  return numbers.every(Number.isSafeInteger) ? numbers : undefined;
}

function isPrerelease(text: string): boolean {
  return text === '' || text.split('.').every((word) => word !== '' && !/^0\d+$/.test(word));
}
