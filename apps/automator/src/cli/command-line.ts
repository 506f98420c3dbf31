import { Command, CommanderError } from 'commander';
import { AutomatorError } from '../errors/automator-error.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type Terminal, warn } from './terminal.ts';

/**
 * The command line. A command's own code is loaded when it is called, so that `--help` loads none of the heavy
 * libraries.
 * @param args without the program's name
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const program = buildProgram(terminal, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    if (!(error instanceof AutomatorError)) {
      // Its stack and no other field: a client's errors carry what it sent, credentials among it.
      const stack = error instanceof Error ? error.stack : String(error);
      warn(terminal, `error: unexpected: ${stack}\n  next: report this with what you did`);
      return exitCode.failed;
    }
    warn(terminal, `error: ${error.message}\n  next: ${error.next}`);
    return error.code === 'bad-usage' ? exitCode.usage : exitCode.failed;
  }
}

function buildProgram(terminal: Terminal, end: (code: ExitCode) => void): Command {
  const program = new Command('automator')
    .description(
      'Moves image tags in config repos: notices a pushed image, decides by the tag policy, commits.',
    )
    .exitOverride()
    .showHelpAfterError()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
  const add = (usage: string, description: string, example: string): Command =>
    program
      .command(usage)
      .description(description)
      .addHelpText('after', `\nExample:\n  ${example}`)
      .exitOverride();
  const config = ['--config <file>', 'the configuration', 'automator.yaml'] as const;
  const dialects = [
    '--dialects <names>',
    'for a folder: the dialects to read, separated by commas',
    'automator',
  ] as const;
  const json = ['--json', 'print JSON for programs'] as const;

  add('serve', 'run the service', 'automator serve --config automator.yaml')
    .option(...config)
    .option(...json)
    .action(async (options) => end(await (await import('./serve.ts')).serve(options, terminal)));
  add('run', 'reconcile every configured config repo once', 'automator run --json')
    .option(...config)
    .option(...json)
    .action(async (options) => end(await (await import('./run.ts')).run(options, terminal)));
  add('plan', 'show what run would do, as a diff', 'automator plan ./clusters')
    .argument('[dir]', 'a plain folder instead of the configured config repos')
    .option('--config <file>', 'the configuration (default: automator.yaml; optional with a folder)')
    .option(...dialects)
    .option(...json)
    .action(async (dir, options) => end(await (await import('./plan.ts')).plan(dir, options, terminal)));
  add('scan', 'list every image field', 'automator scan --json ./clusters')
    .argument('[dir]', 'the folder', '.')
    .option(...dialects)
    .option(...json)
    .action(async (dir, options) => end(await (await import('./scan.ts')).scan(dir, options, terminal)));
  add('validate', 'say what is wrong with the bindings', 'automator validate --json ./clusters')
    .argument('[dir]', 'the folder', '.')
    .option(...dialects)
    .option(...json)
    .action(async (dir, options) =>
      end(await (await import('./validate.ts')).validate(dir, options, terminal)),
    );
  add('explain', 'say why, for every candidate', 'automator explain ghcr.io/acme/web')
    .argument('[image-or-id]', 'an image, or the id of an image field')
    .option('--config <file>', 'the configuration (default: automator.yaml)')
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
  add(
    'set',
    'put a reference into every field of its repository',
    'automator set ghcr.io/acme/web:1.4.2 ./clusters',
  )
    .argument('<ref>', 'the image reference, with a tag, a digest or both')
    .argument('[dir]', 'the folder', '.')
    .option('--unpin', 'also change fields that are pinned by a digest, dropping it')
    .option(...json)
    .action(async (ref, dir, options) =>
      end(await (await import('./set.ts')).set(ref, dir, options, terminal)),
    );
  add(
    'import',
    'rewrite what is written for other tools into our dialect',
    'automator import --dry-run ./clusters',
  )
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
  add('demo', 'show the whole thing on this machine: registry, git server, service', 'automator demo --once')
    .option('--once', 'one push, one commit, then exit')
    .option(...json)
    .action(async (options) => end(await (await import('./demo.ts')).demo(options, terminal)));
  return program;
}

/** Gathers an option that may be repeated. */
function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
