import { execFile } from 'node:child_process';
import { type Finding, failure, ok } from './finding.ts';

/** The oldest git with `merge-tree --write-tree`, which compares what pull requests hold. */
const oldestGit = [2, 38];

/** Milliseconds for a program to say its version. */
const patience = 10_000;

export async function checkNode(): Promise<Finding> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNew = major > 20 || (major === 20 && minor >= 19);
  return isNew
    ? ok('node', `Node ${process.versions.node}`)
    : failure('node', `Node ${process.versions.node} is too old`, 'install Node 20.19 or newer');
}

export async function checkGit(): Promise<Finding> {
  const said = await firstLineOf('git', ['--version']);
  if (said === undefined) {
    return failure('git', 'the git program was not found', 'install git and check that it is on PATH');
  }
  const [, major, minor] = /(\d+)\.(\d+)/.exec(said) ?? [];
  const [least = 0, leastMinor = 0] = oldestGit;
  const isNew = Number(major) > least || (Number(major) === least && Number(minor) >= leastMinor);
  return isNew
    ? ok('git', said)
    : failure(
        'git',
        `${said} is too old`,
        `install git ${oldestGit.join('.')} or newer: merge-tree is needed`,
      );
}

/** A program that the configuration needs; it is only asked for its version. */
export async function checkProgram(
  check: string,
  program: string,
  args: readonly string[],
): Promise<Finding> {
  const said = await firstLineOf(program, args);
  return said === undefined
    ? failure(
        check,
        `the program ${program} was not found`,
        `install ${program} and check that it is on PATH`,
      )
    : ok(check, said);
}

/** What a program prints first, wherever it prints it; undefined where it cannot be started. */
function firstLineOf(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: patience }, (error, stdout, stderr) => {
      const isMissing = error !== null && 'code' in error && typeof error.code === 'string';
      const [line = ''] = (stdout.trim() || stderr.trim()).split('\n');
      resolve(isMissing ? undefined : line || `${program} is there`);
    });
  });
}
