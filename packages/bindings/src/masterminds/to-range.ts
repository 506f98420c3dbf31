import { type Exclusion, excluded, gapsBetween } from './exclusion.ts';
import { type Constraint, type Part, parseConstraint } from './parse-constraint.ts';
import { lowest, nextAfter } from './version-text.ts';

/**
 * Says a constraint of Masterminds/semver v3, as Helm, Flux, Argo CD Image Updater and Keel use it, in our words: the
 * text of a range for `semver:` and `semver-loose:`, or a sentence why there is none.
 *
 * Where the constraint names a pre-release, the library counts every pre-release between the bounds of that
 * alternative (from 3.4 on; before, every single comparison had to name one). Our ranges say that by a lower bound with
 * `-0`, so `>=0.0.0-0` is added where there is none.
 */
export function toRange(constraint: string): { readonly range: string } | { readonly problem: string } {
  const parsed = parseConstraint(constraint);
  if (typeof parsed === 'string') {
    return { problem: `${JSON.stringify(constraint)} is not a version constraint: ${parsed}` };
  }
  const unclear = parsed.flatMap(unclearParts)[0];
  if (unclear !== undefined) {
    return { problem: `${JSON.stringify(constraint)} has no equivalent: ${unclear}` };
  }
  const ranges = parsed.map(alternativeRange);
  // npm drops every alternative beside "*", and with it those that let pre-releases in.
  const isMixed = ranges.includes('*') && parsed.some(namesPrerelease);
  return {
    range: (isMixed ? ranges.map((range) => range.replace(/^\*$/, everyRelease)) : ranges).join(' || '),
  };
}

const everyRelease = '0.0.0 || >0.0.0';

function unclearParts(parts: Constraint[number]): readonly string[] {
  return parts.flatMap(({ operator, numbers }) => {
    if (numbers.length === 0 && !['=', '~', '>='].includes(operator)) {
      return [`a bare wildcard after ${operator} does not mean what it seems to; write the versions out`];
    }
    if (operator === '!=' && numbers.length < 3 && namesPrerelease(parts)) {
      return ['a wildcard after != beside a pre-release leaves some of them in; write the versions out'];
    }
    return [];
  });
}

function alternativeRange(parts: readonly Part[]): string {
  const withPrereleases = namesPrerelease(parts);
  const print = withPrereleases ? printBounds : printShort;
  const bounds = parts.filter(({ operator }) => operator !== '!=').map(print);
  const exclusions: readonly Exclusion[] = parts.filter(({ operator }) => operator === '!=').map(excluded);
  const marked = !withPrereleases || bounds.some((text) => /^>=?[\d.]+-0(?: |$)/.test(text));
  const all = [...new Set([...(marked ? [] : ['>=0.0.0-0']), ...bounds])];
  // What is everything anyway need not be said beside something else.
  const said = all.length > 1 || exclusions.length > 0 ? all.filter((text) => text !== '*') : all;
  const base = said.length === 0 && exclusions.length === 0 ? ['*'] : said;
  return gapsBetween(exclusions)
    .map((gap) => [...base, ...gap].join(' '))
    .join(' || ');
}

function namesPrerelease(parts: readonly Part[]): boolean {
  return parts.some(({ prerelease }) => prerelease !== '');
}

/** As a person would write it; npm's ranges mean the same where no pre-release is named. */
function printShort(part: Part): string {
  const { operator, numbers } = part;
  if (isEverything(part)) return '*';
  if (operator !== '=') return operator + numbers.join('.');
  return numbers.length === 3 ? numbers.join('.') : `${numbers.join('.')}.x`;
}

/** In full, because npm's short forms put their bounds elsewhere among pre-releases. */
function printBounds(part: Part): string {
  const { operator, numbers } = part;
  const from = lowest(part);
  const next = (length: number) => `${nextAfter(numbers, length)}-0`;
  const isFull = numbers.length === 3;
  switch (operator) {
    case '>':
      return isFull ? `>${from}` : `>=${next(numbers.length)}`;
    case '<=':
      return isFull ? `<=${from}` : `<${next(numbers.length)}`;
    case '<':
    case '>=':
      return operator + from;
    case '^':
      return `>=${from} <${next(caretLength(numbers))}`;
    default:
      if (operator === '=' && isFull) return from;
      if (isEverything(part)) return `>=${from}`;
      return `>=${from} <${next(Math.min(numbers.length, 2))}`;
  }
}

/** The library takes `~0.0.0` for every version, as `>=0` is. */
function isEverything({ operator, numbers }: Part): boolean {
  if (numbers.length === 0) return true;
  const isOpen = operator === '>=' || (operator === '~' && numbers.length === 3);
  return isOpen && numbers.every((number) => number === 0);
}

/** How many of the numbers must stay the same under `^`. */
function caretLength(numbers: readonly number[]): number {
  const firstNotZero = numbers.findIndex((number) => number > 0);
  return firstNotZero < 0 ? numbers.length : firstNotZero + 1;
}
