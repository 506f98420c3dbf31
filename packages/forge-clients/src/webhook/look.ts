const BRANCH = 'refs/heads/';

/** What lies behind these keys in a value that may be anything; undefined where nothing does. */
export function look(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** The same where it is a text; else an empty one. */
export function lookText(value: unknown, ...keys: readonly string[]): string {
  const found = look(value, ...keys);
  return typeof found === 'string' ? found : '';
}

/** The same where it is a list; else an empty one. */
export function lookList(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = look(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** The same where it is a pull request's number; else 0, which none has. */
export function lookNumber(value: unknown, ...keys: readonly string[]): number {
  const found = look(value, ...keys);
  return typeof found === 'number' && Number.isSafeInteger(found) && found > 0 ? found : 0;
}

/** The branch that a full ref names; empty for a tag or anything else. */
export function branchOf(ref: string): string {
  return ref.startsWith(BRANCH) ? ref.slice(BRANCH.length) : '';
}
