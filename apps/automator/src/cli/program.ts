import { readFileSync } from 'node:fs';
import { Argument, Command } from 'commander';
import { type Description, describeCommand } from './describe-command.ts';
import type { ExitCode } from './exit-code.ts';
import { hasColours, isTerminal, styleOf, widthOf } from './style.ts';
import type { Terminal } from './terminal.ts';

/** Told how a command ended. */
export type End = (code: ExitCode) => void;

const failed = 'something failed; the message ends with the next step';

/** The tree of commands: help, completion and the docs are made from it. A command's own code is loaded by its call. */
export function buildProgram(terminal: Terminal, end: End): Command {
  const { bold } = styleOf(terminal, 'stdout');
  const { red } = styleOf(terminal, 'stderr');
  const program = new Command('automator')
    .description(
      'Moves image tags in config repos: notices a pushed image, decides by the tag policy, commits.',
    )
    .version(versionOf(), '-V, --version', 'print the version')
    .exitOverride()
    .configureHelp({ styleTitle: bold })
    .addHelpText(
      'after',
      '\nExample:\n  automator plan ./clusters\n\nExit codes:\n  see the help of a command',
    )
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error:/, red('error:'))),
      getOutHelpWidth: () => widthOf(terminal.stdout),
      getErrHelpWidth: () => widthOf(terminal.stderr),
      getOutHasColors: () => hasColours(terminal, 'stdout'),
      getErrHasColors: () => hasColours(terminal, 'stderr') && isTerminal(terminal.stderr),
    });
  const add = (description: Description): Command => describeCommand(program, description);
  addService(add, terminal, end);
  addFolders(add, terminal, end);
  addPersons(add, terminal, end);
  addHelpers(add, program, terminal, end);
  for (const command of [program, ...program.commands]) command.showHelpAfterError(afterError(command));
  return program;
}

/** The whole help would hide what is wrong. */
function afterError(command: Command): string {
  const name = command.parent === null ? command.name() : `${command.parent.name()} ${command.name()}`;
  return `Usage: ${name} ${command.usage()}\n  next: ${name} --help says what there is`;
}

type Add = (description: Description) => Command;

const config = ['--config <file>', 'the configuration', 'automator.yaml'] as const;
const maybeConfig = ['--config <file>', 'the configuration (default: automator.yaml)'] as const;
const dialects = [
  '--dialects <names>',
  'for a folder: the dialects to read, separated by commas',
  'automator',
] as const;
const json = ['--json', 'print JSON for programs'] as const;

function addService(add: Add, terminal: Terminal, end: End): void {
  add({
    name: 'serve',
    does: 'run the service',
    example: 'automator serve --config automator.yaml',
    ends: {
      0: 'it was asked to stop, and has finished what it began',
      1: 'it cannot start; the message ends with the next step',
    },
  })
    .option(...config)
    .option(...json)
    .action(async (options) => end(await (await import('./serve.ts')).serve(options, terminal)));
  add({
    name: 'run',
    does: 'reconcile every configured config repo once',
    example: 'automator run --json',
    ends: {
      0: 'all is as it should be now',
      1: failed,
      2: 'updates are due that it may not write or propose',
    },
  })
    .option(...config)
    .option(...json)
    .action(async (options) => end(await (await import('./run.ts')).run(options, terminal)));
  add({
    name: 'plan',
    does: 'show what run would do, as a diff with the reason above each change',
    example: 'automator plan ./clusters',
    ends: { 0: 'no update is pending', 1: failed, 2: 'updates are pending' },
  })
    .argument('[dir]', 'a plain folder instead of the configured config repos')
    .option('--config <file>', 'the configuration (default: automator.yaml; optional with a folder)')
    .option(...dialects)
    .option(...json)
    .action(async (dir, options) => end(await (await import('./plan.ts')).plan(dir, options, terminal)));
  add({
    name: 'explain',
    does: 'say why, for every candidate',
    example: 'automator explain ghcr.io/acme/web',
    ends: { 0: 'it is explained', 1: 'nothing holds that image or id, or something failed' },
  })
    .argument('[image-or-id]', 'an image, or the id of an image field')
    .option(...maybeConfig)
    .option('--dir <folder>', 'explain in a plain folder instead of the configured config repos')
    .option(...dialects)
    .option('--policy <text>', 'without a registry: the tag policy')
    .option('--filter <text>', 'a filter of the policy; may be repeated', collect)
    .option('--suffix <text>', 'keep, or a pattern of the suffixes that count')
    .option('--tags <file>', 'one tag a line, after a tab its time in RFC 3339; - is standard input')
    .option('--current <tag>', 'the tag that stands there now')
    .option('--allow-down', 'as automator/allow-down: "true"')
    .option(...json)
    .action(async (target, options) =>
      end(await (await import('./explain.ts')).explain(target, options, terminal)),
    );
}

function addFolders(add: Add, terminal: Terminal, end: End): void {
  add({
    name: 'scan',
    does: 'list every image field',
    example: 'automator scan --json ./clusters',
    ends: { 0: 'it is listed, and what cannot be read is named', 1: failed },
  })
    .argument('[dir]', 'the folder', '.')
    .option(...dialects)
    .option(...json)
    .action(async (dir, options) => end(await (await import('./scan.ts')).scan(dir, options, terminal)));
  add({
    name: 'set',
    does: 'put a reference into every field of its repository, byte-exactly and without a registry',
    example: 'automator set ghcr.io/acme/web:1.4.2 ./clusters',
    ends: {
      0: 'every field of the repository has it',
      1: 'a field was refused, or a file cannot be read or written',
    },
  })
    .argument('<ref>', 'the image reference, with a tag, a digest or both')
    .argument('[dir]', 'the folder', '.')
    .option('--unpin', 'also change fields that are pinned by a digest, dropping it')
    .option(...json)
    .action(async (ref, dir, options) =>
      end(await (await import('./set.ts')).set(ref, dir, options, terminal)),
    );
  add({
    name: 'validate',
    does: 'say what is wrong with the bindings',
    example: 'automator validate --json ./clusters',
    ends: { 0: 'nothing is wrong', 1: failed, 2: 'something is wrong' },
  })
    .argument('[dir]', 'the folder', '.')
    .option(...dialects)
    .option(...json)
    .action(async (dir, options) =>
      end(await (await import('./validate.ts')).validate(dir, options, terminal)),
    );
  add({
    name: 'import',
    does: 'rewrite what is written for other tools into our dialect, without changing a decision',
    example: 'automator import --dry-run ./clusters',
    ends: {
      0: 'all is rewritten, or there is nothing to rewrite',
      1: failed,
      2: 'with --dry-run there is something to rewrite, or something was left as it is',
    },
  })
    .argument('[dir]', 'the folder', '.')
    .option(
      '--dialects <names>',
      'the dialects to rewrite, separated by commas',
      'flux-v1,flux-v2,argocd-image-updater,keel',
    )
    .option('--dry-run', 'only print the diff')
    .option(...json)
    .action(async (dir, options) =>
      end(await (await import('./import.ts')).importBindings(dir, options, terminal)),
    );
}

function addPersons(add: Add, terminal: Terminal, end: End): void {
  const ends = { 0: 'it is committed', 1: failed };
  const person = (command: Command): Command =>
    command
      .option(...config)
      .option('--config-repo <name>', 'the config repo that is meant')
      .option('--reason <text>', 'why')
      .option(...json);
  const until = ['--until <time>', 'when it ends, such as 2026-01-31T12:00:00Z'] as const;
  const id = ['<id>', 'the id of an image field, as scan and plan print it'] as const;
  person(
    add({
      name: 'hold',
      does: 'hold one image field',
      example: "automator hold 'web.yaml#0/image' --reason 'load test'",
      ends,
    }),
  )
    .argument(...id)
    .option(...until)
    .action(async (field, options) => end(await (await import('./hold.ts')).hold(field, options, terminal)));
  person(
    add({
      name: 'release',
      does: 'lift what holds one image field',
      example: "automator release 'web.yaml#0/image'",
      ends,
    }),
  )
    .argument(...id)
    .action(async (field, options) =>
      end(await (await import('./release.ts')).release(field, options, terminal)),
    );
  person(
    add({
      name: 'freeze',
      does: 'stop every update',
      example: "automator freeze --until 2026-01-31T12:00:00Z --reason 'year end'",
      ends,
    }),
  )
    .option(...until)
    .action(async (options) => end(await (await import('./freeze.ts')).freeze(options, terminal)));
  person(
    add({
      name: 'unfreeze',
      does: 'take every freeze away',
      example: 'automator unfreeze --config-repo production',
      ends,
    }),
  ).action(async (options) => end(await (await import('./unfreeze.ts')).unfreeze(options, terminal)));
}

function addHelpers(add: Add, program: Command, terminal: Terminal, end: End): void {
  add({
    name: 'doctor',
    does: 'check the configuration and everything that it names, each with the next step',
    example: 'automator doctor --config automator.yaml',
    ends: { 0: 'nothing failed; a warning is no failure', 1: 'a check failed, or could not be made' },
  })
    .option(...config)
    .option(...json)
    .action(async (options) => end(await (await import('./doctor.ts')).doctor(options, terminal)));
  add({
    name: 'demo',
    does: 'show the whole thing on this machine: registry, git server, service',
    example: 'automator demo --once',
    ends: { 0: 'it was shown', 1: 'no commit or no pull request came' },
  })
    .option('--once', 'one push, one commit, then exit')
    .option(...json)
    .action(async (options) => end(await (await import('./demo.ts')).demo(options, terminal)));
  add({
    name: 'completion',
    does: 'print a script that completes commands and options in a shell',
    example: 'eval "$(automator completion bash)"',
    ends: { 0: 'it is printed', 1: failed },
  })
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .option(...json)
    .action(async (shell, options) =>
      end((await import('./completion.ts')).completion(program, shell, options, terminal)),
    );
}

/** Gathers an option that may be repeated. */
function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function versionOf(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
