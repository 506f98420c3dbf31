import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { fakeTerminal } from './fake-terminal.ts';

const program = buildProgram(fakeTerminal(), () => undefined);
const names = program.commands.map((command) => command.name());

describe('every command', () => {
  it('of the contract is there', () => {
    const contract =
      'serve run plan explain scan set validate import hold release freeze unfreeze doctor demo completion';
    expect(names.toSorted()).toEqual(contract.split(' ').toSorted());
  });

  it.each(names)('%s takes --json, and shows an example and its exit codes', async (name) => {
    const terminal = fakeTerminal();
    expect(await runCommandLine([name, '--help'], terminal)).toBe(0);
    const help = terminal.out();
    expect(help).toContain('--json');
    expect(help).toMatch(new RegExp(`\\nExample:\\n  .*automator ${name}\\b.*\\n`));
    expect(help).toMatch(
      /\nExit codes:\n {2}0 {3}\S.*\n {2}1 {3}\S.*\n(?: {2}2 {3}\S.*\n)? {2}64 {2}wrong usage\n$/,
    );
  });
});

describe('usage', () => {
  it.each([
    [['scna'], "unknown command 'scna'", 'Did you mean scan?', 'automator --help'],
    [['scan', '--jsno'], "unknown option '--jsno'", 'Did you mean --json?', 'automator scan --help'],
    [['completion', 'tcsh'], 'bash, zsh, fish', '', 'automator completion --help'],
  ])('%j is wrong, and what is meant is said', async (args, said, meant, next) => {
    const terminal = fakeTerminal();
    expect(await runCommandLine(args, terminal)).toBe(64);
    const text = terminal.err();
    expect(text).toContain(said);
    expect(text).toContain(meant);
    expect(text).toMatch(/\nUsage: automator [^\n]*\n {2}next: [^\n]*\n$/);
    expect(text).toContain(`next: ${next}`);
  });

  it('--version is the version of the package', async () => {
    const terminal = fakeTerminal();
    expect(await runCommandLine(['--version'], terminal)).toBe(0);
    expect(terminal.out()).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('an error is red where there are colours, and plain where there are none', async () => {
    const coloured = fakeTerminal({ columns: 80 });
    await runCommandLine(['set', 'No Reference'], coloured);
    expect(coloured.err()).toContain('\u001B[31merror:\u001B[39m');
    const plain = fakeTerminal();
    await runCommandLine(['set', 'No Reference'], plain);
    expect(plain.err()).toMatch(/^error: .*\n {2}next: .*\n$/);
  });
});
