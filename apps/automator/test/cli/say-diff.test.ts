import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sayDiff } from '../../src/cli/say-diff.ts';
import { fakeTerminal } from './fake-terminal.ts';

const lines = (count: number) => Array.from({ length: count }, (_, at) => `line ${at + 1}`);
const before = lines(40);
const after = before.map((line, at) => (at === 4 || at === 34 ? `${line} moved` : line));
const change = (end: string) => ({
  path: 'web.yaml',
  before: Buffer.from(before.join('\n') + end),
  after: Buffer.from(after.join('\n') + end),
});
const said = [
  { line: 5, what: 'ghcr.io/acme/web 1.1.0' },
  { line: 35, what: 'ghcr.io/acme/api 2.0.0' },
];

it('looks as git prints it, and says in each heading what moves', () => {
  const terminal = fakeTerminal();
  expect(sayDiff(change('\n'), said, terminal).split('\n').slice(0, 8)).toEqual([
    'diff --git a/web.yaml b/web.yaml',
    '--- a/web.yaml',
    '+++ b/web.yaml',
    '@@ -2,7 +2,7 @@ ghcr.io/acme/web 1.1.0',
    ' line 2',
    ' line 3',
    ' line 4',
    '-line 5',
  ]);
});

it('is coloured on a terminal', () => {
  const terminal = fakeTerminal({ columns: 80 });
  const text = sayDiff(change('\n'), [], terminal);
  expect(text).toContain('\u001B[31m-line 5\u001B[39m\n\u001B[32m+line 5 moved\u001B[39m\n');
  expect(text).toContain('\u001B[36m@@ -2,7 +2,7 @@\u001B[39m\n');
});

it.each(['\n', '', '\r\n'])('git takes it, whatever the file ends with: %j', (end) => {
  const dir = mkdtempSync(join(tmpdir(), 'diff-'));
  try {
    const file = join(dir, 'web.yaml');
    writeFileSync(file, change(end).before);
    const input = `# a reason that git passes over\n${sayDiff(change(end), said, fakeTerminal())}\n`;
    const { stderr, status } = spawnSync('git', ['apply', '--verbose', '-'], {
      cwd: dir,
      input,
      encoding: 'utf8',
      env: { ...process.env, GIT_CEILING_DIRECTORIES: dir },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('Applied patch') });
    expect(readFileSync(file)).toEqual(change(end).after);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
