import { type Document, isNode, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import { AutomatorError } from '../errors/automator-error.ts';
import { expandReferences, type References } from './expand-references.ts';
import { type Config, configSchema } from './schema.ts';
import { showFault } from './show-fault.ts';

/** One thing that is wrong with the configuration, located. */
export interface ConfigFault {
  /** 1-based, of the key's value or the nearest thing around it; 1 where nothing is nearer. */
  readonly line: number;
  /** The same, in code points. */
  readonly column: number;
  /** Dotted path of the key, such as `configRepos[0].writeBack`; empty for the whole file. */
  readonly key: string;
  readonly message: string;
}

/** All faults of a configuration at once, so that it is mended in one go. */
export class ConfigError extends AutomatorError {
  readonly faults: readonly ConfigFault[];

  /** @param source the file's text, of which nothing that may be a secret is shown */
  constructor(file: string, faults: readonly ConfigFault[], source: string) {
    const lines = faults.map((fault) => {
      const { line, column, key, message } = fault;
      return `  ${file}:${line}:${column}: ${key === '' ? '' : `${key}: `}${message}${showFault(source, fault)}`;
    });
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
  const misread = yamlFaults(document, lines);
  if (misread.length > 0) throw new ConfigError(file, misread, source);
  const placeOf = (path: readonly (string | number)[]): { line: number; column: number } => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return placeAt(lines, node.range[0]);
    }
    return { line: 1, column: 1 };
  };
  const expanded = expandReferences(plainTree(file, document, source), references);
  const result = configSchema.safeParse(expanded.value ?? {});
  const faults = [
    ...expanded.faults,
    ...(result.success ? [] : result.error.issues).flatMap((issue) => {
      const path = issue.path.filter((part) => typeof part !== 'symbol');
      if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
      return issue.keys.map((key) => ({ path: [...path, key], message: `there is no key "${key}" here` }));
    }),
    ...(result.success ? repeatedNames(result.data) : []),
  ].map(({ path, message }) => ({ ...placeOf(path), key: printKey(path), message }));
  faults.sort((a, b) => a.line - b.line || a.column - b.column);
  if (!result.success || faults.length > 0) throw new ConfigError(file, faults, source);
  return result.data;
}

function placeAt(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function yamlFaults(document: Document.Parsed, lines: LineCounter): ConfigFault[] {
  const faults: ConfigFault[] = [];
  const say = (offset: number, message: string): void => {
    faults.push({ ...placeAt(lines, offset), key: '', message });
  };
  for (const error of [...document.errors, ...document.warnings]) say(error.pos[0], withoutQuote(error));
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) === undefined) say(alias.range?.[0] ?? 0, misreadAs('*', 'an alias'));
    },
  });
  return faults;
}

function plainTree(file: string, document: Document.Parsed, source: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    // No cause: the reader's message quotes the alias.
    const message = 'aliases repeat too much here; write the values out';
    throw new ConfigError(file, [{ line: 1, column: 1, key: '', message }], source);
  }
}

/** What the YAML reader says, without what it quotes: that can be a part of a secret. */
function withoutQuote({ code, message }: YAMLError): string {
  return code === 'TAG_RESOLVE_FAILED' ? misreadAs('!', 'a tag') : message.replace(/: .*$/s, '');
}

function misreadAs(mark: string, what: string): string {
  return `what begins with ${mark} is read as ${what}; put the value in quotes`;
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
