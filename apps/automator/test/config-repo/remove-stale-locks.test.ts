import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { removeStaleLocks } from '../../src/config-repo/remove-stale-locks.ts';

it('makes a repository writable again after a git in it was killed, and leaves the rest alone', () => {
  const dir = mkdtempSync(join(tmpdir(), 'stale-locks-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: dir, encoding: 'utf8', stdio: 'pipe' });
  git('init', '--quiet', '--bare', '.');
  const blob = git('hash-object', '-w', 'config').trim();
  const head = readFileSync(join(dir, 'HEAD'), 'utf8');
  for (const lock of [
    'config.lock',
    'HEAD.lock',
    'refs/automator/fetched.lock',
    'objects/maintenance.lock',
  ]) {
    mkdirSync(dirname(join(dir, lock)), { recursive: true });
    writeFileSync(join(dir, lock), '');
  }
  expect(() => git('init', '--quiet', '--bare', '.')).toThrow('could not lock config file');
  expect(() => git('update-ref', 'refs/automator/fetched', blob)).toThrow('fetched.lock');

  removeStaleLocks(dir);
  git('init', '--quiet', '--bare', '.');
  git('update-ref', 'refs/automator/fetched', blob);
  expect(git('rev-parse', 'refs/automator/fetched').trim()).toBe(blob);
  expect(readFileSync(join(dir, 'HEAD'), 'utf8')).toBe(head);
});
