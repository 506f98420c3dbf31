import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCommandLine } from '../../src/cli/command-line.ts';

/** What one command takes, as its own help says. */
export interface CommandShape {
  readonly name: string;
  readonly help: string;
  /** By name, such as `--config`; whether a value follows. */
  readonly options: ReadonlyMap<string, boolean>;
  readonly required: number;
  readonly positionals: number;
}

/** Every command of the command line, in the order of the help. */
export async function readCommandTree(): Promise<ReadonlyMap<string, CommandShape>> {
  const top = await helpOf([]);
  const [, list = ''] = /^Commands:\n(.*?)(?:\n\n|$(?![\s\S]))/ms.exec(top) ?? [];
  const names = [...list.matchAll(/^ {2}([a-z][a-z-]*)(?= |$)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
  const shapes = await Promise.all(names.map(async (name) => shapeOf(name, await helpOf([name]))));
  return new Map(shapes.map((shape) => [shape.name, shape]));
}

async function helpOf(command: readonly string[]): Promise<string> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const printed = text(stdout);
  await runCommandLine([...command, '--help'], { env: {}, stdout, stderr });
  stdout.end();
  return printed;
}

function shapeOf(name: string, help: string): CommandShape {
  const usage = /^Usage: automator \S+(.*)$/m.exec(help)?.[1] ?? '';
  const options = [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)( <[^>]+>)?/gm)].map(
    ([, option = '', value]) => [option, value !== undefined] as const,
  );
  return {
    name,
    help,
    options: new Map(options),
    required: usage.match(/<[^>]+>/g)?.length ?? 0,
    positionals: usage.replace('[options]', '').match(/[<[][^>\]]+[>\]]/g)?.length ?? 0,
  };
}

/** What is wrong with a command line, without the program's name; nothing when it would be understood. */
export function faultOf(
  words: readonly string[],
  tree: ReadonlyMap<string, CommandShape>,
): string | undefined {
  const [name = '', ...rest] = words;
  if (name.startsWith('--')) return ['--help', '--version'].includes(name) ? undefined : `no option ${name}`;
  const shape = tree.get(name);
  if (shape === undefined) return `no command ${name}`;
  let positionals = 0;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    if (!word.startsWith('--')) {
      positionals += 1;
      continue;
    }
    const takesValue = shape.options.get(word);
    if (takesValue === undefined) return `${name} has no option ${word}`;
    if (takesValue && rest[++at] === undefined) return `${name} ${word} needs a value`;
  }
  if (positionals > shape.positionals) return `${name} takes ${shape.positionals} arguments at most`;
  return undefined;
}
