import { isNode, LineCounter, parseDocument } from 'yaml';
import { AutomatorError } from '../errors/automator-error.ts';
import { expandReferences, type References } from './expand-references.ts';
import { type Config, configSchema } from './schema.ts';

/** One thing that is wrong with the configuration, located. */
export interface ConfigFault {
  /** 1-based, of the key's value or the nearest thing around it; 1 where nothing is nearer. */
  readonly line: number;
  /** Dotted path of the key, such as `configRepos[0].writeBack`; empty for the whole file. */
  readonly key: string;
  readonly message: string;
}

/** All faults of a configuration at once, so that it is mended in one go. */
export class ConfigError extends AutomatorError {
  readonly faults: readonly ConfigFault[];

  constructor(file: string, faults: readonly ConfigFault[]) {
    const lines = faults.map(
      ({ line, key, message }) => `  ${file}:${line}: ${key === '' ? '' : `${key}: `}${message}`,
    );
    const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
    super('bad-config', `${file} has ${count}:\n${lines.join('\n')}`, {
      where: file,
      next: 'mend the lines named above and start again',
    });
    this.faults = faults;
  }
}

/**
 * Reads `automator.yaml`.
 * @param file its name, for messages
 * @throws ConfigError with every fault that was found
 */
export function loadConfig(file: string, source: string, references: References): Config {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new ConfigError(
      file,
      document.errors.map((error) => ({
        line: lines.linePos(error.pos[0]).line,
        key: '',
        message: error.message,
      })),
    );
  }
  const lineOf = (path: readonly (string | number)[]): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const expanded = expandReferences(document.toJS({ maxAliasCount: 100 }), references);
  const result = configSchema.safeParse(expanded.value ?? {});
  const faults = [
    ...expanded.faults,
    ...(result.success ? [] : result.error.issues).map((issue) => ({
      path: issue.path.filter((part) => typeof part !== 'symbol'),
      message: issue.message,
    })),
    ...(result.success ? repeatedNames(result.data) : []),
  ].map(({ path, message }) => ({ line: lineOf(path), key: printKey(path), message }));
  if (!result.success || faults.length > 0) throw new ConfigError(file, faults);
  return result.data;
}

function repeatedNames(config: Config): { path: (string | number)[]; message: string }[] {
  const names = config.configRepos.map(({ name }) => name);
  return names.flatMap((name, at) =>
    names.indexOf(name) === at
      ? []
      : [
          {
            path: ['configRepos', at, 'name'],
            message: `"${name}" is taken by another config repo; names are unique`,
          },
        ],
  );
}

function printKey(path: readonly (string | number)[]): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`))
    .join('');
}
