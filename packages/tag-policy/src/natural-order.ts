import { compareText } from './preference.ts';

/** Compares two numbers written in digits, of any length, by value. Negative where `a` is smaller. */
export function compareDigits(a: string, b: string): number {
  const one = a.replace(/^0+(?=\d)/, '');
  const other = b.replace(/^0+(?=\d)/, '');
  return one.length - other.length || compareText(one, other);
}

/** Compares as people count: runs of digits by value, all else by code point. `-ls9` is before `-ls10`. */
export function compareNaturally(a: string, b: string): number {
  const ones = runs(a);
  const others = runs(b);
  for (let index = 0; index < Math.min(ones.length, others.length); index++) {
    const one = ones[index] ?? '';
    const other = others[index] ?? '';
    const order = isDigits(one) && isDigits(other) ? compareDigits(one, other) : compareText(one, other);
    if (order !== 0) return order;
  }
  return ones.length - others.length;
}

function runs(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function isDigits(run: string): boolean {
  const first = run.charCodeAt(0);
  return first >= 48 && first <= 57;
}
