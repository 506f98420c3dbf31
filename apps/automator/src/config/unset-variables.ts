import { parseDocument } from 'yaml';

/** A variable that the configuration names and the environment does not have. */
export interface UnsetVariable {
  readonly name: string;
  /** The key whose value names it, dotted. */
  readonly key: string;
}

const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Every variable that `automator.yaml` names and that is not set, or empty; nothing where the file is not YAML. */
export function unsetVariables(
  source: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly UnsetVariable[] {
  const document = parseDocument(source, { prettyErrors: false });
  if (document.errors.length > 0) return [];
  const unset: UnsetVariable[] = [];
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      for (const [, name = ''] of value.matchAll(reference)) {
        if ((env[name] ?? '') === '') unset.push({ name, key });
      }
    } else if (Array.isArray(value)) {
      for (const [at, item] of value.entries()) visit(item, `${key}[${at}]`);
    } else if (value !== null && typeof value === 'object') {
      for (const [name, item] of Object.entries(value)) visit(item, key === '' ? name : `${key}.${name}`);
    }
  };
  try {
    visit(document.toJS({ maxAliasCount: 100 }), '');
  } catch {
    // Aliases that repeat too much; the configuration's own check says so.
  }
  return unset;
}
