import { spawn } from 'node:child_process';

/** One run of a program. */
export interface ProgramRun {
  readonly milliseconds: number;
  readonly status: number | null;
  readonly printed: string;
  readonly said: string;
}

/** Runs node with these arguments to its end. */
export function runNode(args: readonly string[], cwd: string): Promise<ProgramRun> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({ milliseconds: performance.now() - started, status, printed, said });
    });
  });
}

/** Says the URL of every module that is loaded, on standard error: a hook for `node --import`. */
const sayModules = `
import { register } from 'node:module';
register('data:text/javascript,' + encodeURIComponent(\`
  import { writeSync } from 'node:fs';
  export async function load(url, context, next) {
    writeSync(2, url + '\\\\n');
    return next(url, context);
  }\`));`;

/** The packages that a run of node loads, in order. */
export async function packagesOf(args: readonly string[], cwd: string): Promise<readonly string[]> {
  const hook = `data:text/javascript,${encodeURIComponent(sayModules)}`;
  const { said } = await runNode(['--import', hook, ...args], cwd);
  const names = [...said.matchAll(/node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\/[^\n]*$/gm)].map(
    ([, name = '']) => name,
  );
  return [...new Set(names)].sort();
}
