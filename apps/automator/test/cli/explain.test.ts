import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'explain-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function automator(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const code = await runCommandLine(args, { env: {}, stdout, stderr });
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

function tags(...lines: string[]): string {
  const file = join(dir, 'tags');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

describe('explain --policy', () => {
  it('gives a verdict to every candidate', async () => {
    const file = tags('1.4.0', '1.4.2', '2.0.0', 'latest');
    const { code, out } = await automator(
      ...['explain', '--policy', 'semver:^1.4', '--tags', file, '--current', '1.4.0', '--json'],
    );
    expect(code).toBe(0);
    const said = JSON.parse(out);
    expect(said).toMatchObject({ policy: 'semver:^1.4', current: '1.4.0', chosen: '1.4.2' });
    const verdicts = said.candidates.map(({ tag, verdict }: { tag: string; verdict: string }) => [
      tag,
      verdict,
    ]);
    expect(Object.fromEntries(verdicts)).toEqual({
      '1.4.2': 'chosen',
      '1.4.0': 'current',
      '2.0.0': 'above-range',
      latest: 'not-a-version',
    });
  });

  it('orders by the times after the tabs', async () => {
    const file = tags('b\t2026-01-02T00:00:00Z', 'a\t2026-01-03T00:00:00+01:00', 'c\t2026-01-01T00:00:00Z');
    const { out } = await automator('explain', '--policy', 'newest', '--tags', file, '--json');
    expect(JSON.parse(out)).toMatchObject({ current: null, chosen: 'a' });
  });

  it('narrows by every filter', async () => {
    const file = tags('main-aaa-9', 'main-bbb-10', 'main-ccc-11-debug', 'dev-ddd-12');
    const { out } = await automator(
      ...['explain', '--policy', 'numeric', '--filter', 'regex:^main-[0-9a-f]+-(?<key>[0-9]+)'],
      ...['--filter', '!glob:*-debug', '--tags', file, '--json'],
    );
    expect(JSON.parse(out)).toMatchObject({ chosen: 'main-bbb-10' });
  });

  it.each([
    ['a bad range', ['--policy', 'semver:>>1', '--tags', '/dev/null']],
    ['a bad filter', ['--policy', 'numeric', '--filter', 'regex:(', '--tags', '/dev/null']],
    ['no tags', ['--policy', 'numeric']],
    ['tags without a policy', ['--tags', '/dev/null']],
    ['a file that is not there', ['--policy', 'numeric', '--tags', '/nowhere/tags']],
    ['an image as well', ['nginx', '--policy', 'numeric', '--tags', '/dev/null']],
    ['nothing', []],
  ])('is wrong usage with %s, with the next step', async (_, args) => {
    const { code, out, err } = await automator('explain', ...args);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toContain('next: ');
  });

  it.each([
    ['a time that is none', '1.0.0\tyesterday'],
    ['a tag that is none', 'not a tag'],
    ['more than a time', '1.0.0\t2026-01-01T00:00:00Z\tmore'],
  ])('names the line of %s', async (_, line) => {
    const file = tags('1.0.0', line);
    const { code, err } = await automator('explain', '--policy', 'semver:*', '--tags', file);
    expect(code).toBe(64);
    expect(err).toContain(`${file}:2`);
  });
});

describe('explain --dir', () => {
  it('says of a field that nothing governs what to write', async () => {
    writeFileSync(
      join(dir, 'pod.yaml'),
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers: [{name: web, image: "ghcr.io/acme/web:1"}]\n',
    );
    const { code, err } = await automator('explain', 'ghcr.io/acme/web', '--dir', dir);
    expect(code).toBe(1);
    expect(err).toContain('pod.yaml#0/spec/containers/0/image');
    expect(err).toContain('automator/tag');
  });

  it('says so where no field holds the image', async () => {
    const { code, err } = await automator('explain', 'ghcr.io/acme/web', '--dir', dir);
    expect(code).toBe(1);
    expect(err).toContain('no image field holds ghcr.io/acme/web');
  });
});
