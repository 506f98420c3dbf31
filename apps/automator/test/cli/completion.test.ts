import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { fakeTerminal } from './fake-terminal.ts';

async function scriptFor(shell: string): Promise<string> {
  const terminal = fakeTerminal();
  expect(await runCommandLine(['completion', shell], terminal)).toBe(0);
  return terminal.out();
}

/** What bash offers for a line of words, the last of which is being typed. */
async function offered(...words: string[]): Promise<string[]> {
  const typed = words.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}; _automator; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-u', '-c', `${await scriptFor('bash')}\ncomplete -p automator >&2\n${ask}`],
    { encoding: 'utf8', cwd: new URL('../../', import.meta.url), env: {} },
  );
  expect({ stderr, status }).toEqual({
    stderr: 'complete -o filenames -F _automator automator\n',
    status: 0,
  });
  return stdout.split('\n').filter((line) => line !== '');
}

describe('bash offers', () => {
  it('commands', async () => {
    expect(await offered('automator', 'un')).toEqual(['unfreeze']);
    expect(await offered('automator', '')).toContain('doctor');
    expect(await offered('automator', '--v')).toEqual(['--version']);
  });

  it('the options of a command and no others', async () => {
    expect(await offered('automator', 'set', '--')).toEqual(['--unpin', '--json', '--help']);
    expect(await offered('automator', 'explain', '--po')).toEqual(['--policy']);
  });

  it('the values of a closed list', async () => {
    expect(await offered('automator', 'completion', '')).toEqual(
      expect.arrayContaining(['bash', 'zsh', 'fish']),
    );
    expect(await offered('automator', 'completion', 'z')).toEqual(['zsh']);
  });

  it('files and folders where they can stand', async () => {
    expect(await offered('automator', 'plan', 'sr')).toEqual(['src']);
    expect(await offered('automator', 'run', '--config', 'pack')).toEqual(['package.json']);
  });
});

describe.each(['zsh', 'fish'])('the script for %s', (shell) => {
  it('names every command and option', async () => {
    const script = await scriptFor(shell);
    for (const word of ['serve', 'doctor', 'unfreeze', 'dry-run', 'config-repo', 'allow-down']) {
      expect(script).toContain(word);
    }
    expect(script).not.toContain('undefined');
    // Every text is closed again: an odd number of quotes would swallow the rest.
    for (const line of script.split('\n')) expect((line.match(/'/g) ?? []).length % 2, line).toBe(0);
  });
});

it('--json is one object', async () => {
  const terminal = fakeTerminal();
  await runCommandLine(['completion', 'fish', '--json'], terminal);
  expect(JSON.parse(terminal.out())).toEqual({ shell: 'fish', script: (await scriptFor('fish')).trimEnd() });
});
