import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxRegistry, SandboxRepository } from '@deployment-automator/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { git } from './world/person.ts';
import { type RevertRow, revertRows } from './world/revert-rows.ts';
import { configRepo, fileOf, openSite, plainRegistry, type Settings, type Site } from './world/site.ts';
import { untilQuiet, waitUntil } from './world/wait-until.ts';
import { gitCredentials } from './world/world.ts';

interface Update {
  readonly id: string;
  readonly to: string;
  readonly delivery: string;
}
interface Held {
  readonly id: string;
  readonly to: string;
  readonly code: string;
  readonly reason: string;
  readonly since: string | null;
}
interface Outcome {
  readonly updates: readonly Update[];
  readonly held: readonly Held[];
  readonly errors: readonly { readonly where: string; readonly code: string }[];
}

const reconciles = 10;

/** Every row in a config repo of its own, all reconciled together. */
describe('the revert matrix', () => {
  let site: Site;
  let registry: SandboxRegistry;
  let settings: Settings;
  const repositories = new Map<string, SandboxRepository>();

  const reconcile = async (): Promise<Outcome> => {
    const { stdout, stderr } = await site.command(settings, ['run', '--json']);
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  };
  const repositoryOf = (name: string): SandboxRepository => {
    const repository = repositories.get(name);
    if (repository === undefined) throw new Error(`there is no config repo ${name}`);
    return repository;
  };
  const tagIn = async (name: string, file: string): Promise<string | undefined> =>
    /acme\/web:(\S+)/.exec(await fileOf(repositoryOf(name), `${name}/${file}`))?.[1];
  const tagsOf = async ({ name, after }: RevertRow): Promise<Record<string, string | undefined>> =>
    Object.fromEntries(
      await Promise.all(Object.keys(after).map(async (file) => [file, await tagIn(name, file)])),
    );
  const heads = async (): Promise<string> =>
    (await Promise.all([...repositories.values()].map(({ path }) => git(path, 'rev-parse', 'main')))).join();
  /** A clone in which the newest `main` is checked out. */
  const cloneOf = async (name: string): Promise<string> => {
    const dir = join(site.folder, 'persons', name);
    const { username, password } = gitCredentials;
    const url = repositoryOf(name).url.replace('//', `//${username}:${password}@`);
    await rm(dir, { recursive: true, force: true });
    await git('.', 'clone', '--quiet', url, dir);
    await git(dir, 'config', 'user.name', 'ann');
    await git(dir, 'config', 'user.email', 'ann@example.org');
    return dir;
  };
  const serveUntilQuiet = async (): Promise<void> => {
    const service = await site.serve(settings);
    await waitUntil(
      'a first look at everything',
      () => {
        const lines = service.log();
        const read = new Set(lines.filter(({ msg }) => msg === 'read').map((line) => line['configRepo']));
        return read.size === revertRows.length && lines.some(({ msg }) => msg === 'listed');
      },
      60_000,
    ).catch((error: unknown) => {
      throw new Error(`${error}; the service said ${service.output().slice(-4000)}`);
    });
    await untilQuiet(heads, 2500);
    await service.end('SIGTERM');
  };
  /** What a lost store, and a lost mirror but of the one row whose memory it is, would cost. */
  const lose = async (): Promise<void> => {
    for (const dir of [join(site.folder, 'data'), join(site.folder, 'data', 'cli')]) {
      await rm(join(dir, 'store'), { recursive: true, force: true });
      for (const mirror of await readdir(join(dir, 'mirrors'))) {
        if (!mirror.startsWith('rewritten-')) await rm(join(dir, 'mirrors', mirror), { recursive: true });
      }
    }
  };

  interface Seen {
    readonly tags: Record<string, string | undefined>;
    readonly outcomes: readonly Outcome[];
  }
  const stages: Map<string, Seen>[] = [];
  /** Ten reconciles, then a service that has lost everything, then one reconcile more. */
  const reconcileOften = async (later?: () => Promise<void>): Promise<void> => {
    const outcomes: Outcome[] = [];
    for (let round = 0; round < reconciles; round++) {
      outcomes.push(await reconcile());
      if (round === 1) await later?.();
    }
    const before = await heads();
    await lose();
    await serveUntilQuiet();
    outcomes.push(await reconcile());
    expect(await heads()).toBe(before);
    const seen = new Map<string, Seen>();
    for (const row of revertRows) seen.set(row.name, { tags: await tagsOf(row), outcomes });
    stages.push(seen);
  };

  beforeAll(async () => {
    site = await openSite();
    registry = await site.openRegistry();
    const image = `${registry.host}/acme/web`;
    for (const tag of ['1.4.0', '1.5.0']) await registry.push('acme/web', tag);
    await mkdir(join(site.folder, 'persons'));
    for (const { name, files } of revertRows) {
      const inFolder = Object.entries(files(image)).map(([file, text]) => [`${name}/${file}`, text]);
      repositories.set(name, await site.createRepository(name, Object.fromEntries(inFolder)));
    }
    settings = {
      configRepos: [...repositories].map(([name, repository]) => configRepo(name, repository)),
      registries: [plainRegistry(registry)],
    };
    await serveUntilQuiet();
    await reconcile();
    for (const { name, after } of revertRows) {
      for (const file of Object.keys(after)) expect(await tagIn(name, file), name).toBe('1.5.0');
    }
    for (const { name, act } of revertRows) await act(await cloneOf(name));
    await reconcileOften(async () => {
      for (const { name, later } of revertRows) await later?.(join(site.folder, 'persons', name));
    });
    await registry.push('acme/web', '1.5.1');
    await reconcileOften();
  }, 400_000);
  afterAll(() => site.close());

  const idOf = (name: string, file: string): string =>
    `${name}/${file}#0/spec/template/spec/containers/${name === 'container-inserted' ? 1 : 0}/image`;

  describe.each(revertRows.map((row) => [row.name, row] as const))('%s', (name, row) => {
    test.each([
      [0, 'after ten reconciles and a restart with nothing'],
      [1, 'after 1.5.1 was pushed, the same again'],
    ] as const)('%i: %s', (stage, _title) => {
      const seen = stages[stage]?.get(name);
      const wanted = Object.entries(row.after).map(([file, tags]) => [file, tags[stage]]);
      expect(seen?.tags).toEqual(Object.fromEntries(wanted));
      const last = seen?.outcomes.at(-1);
      const held = Object.entries(row.held).map(([file, codes]) => [idOf(name, file), codes[stage]]);
      const said = last?.held.filter(({ id }) => id.startsWith(`${name}/`)) ?? [];
      expect(said.map(({ id, code }) => [id, code])).toEqual(held.filter(([, code]) => code !== undefined));
      for (const { since, reason } of said) {
        expect(since).toMatch(/^\d{4}-\d\d-\d\dT/);
        expect(reason).toContain('ann');
      }
    });
  });

  test('what a rewrite dropped is only proposed, each time', () => {
    const [first, second] = stages.map((stage) => stage.get('rewritten')?.outcomes.at(-1));
    for (const [outcome, to] of [
      [first, '1.5.0'],
      [second, '1.5.1'],
    ] as const) {
      expect(outcome?.updates.filter(({ id }) => id.startsWith('rewritten/'))).toMatchObject([
        { id: idOf('rewritten', 'web.yaml'), to, delivery: 'pull-request' },
      ]);
    }
  });

  test('explain says what is held and by whom', async () => {
    const { stdout } = await site.command(settings, ['explain', idOf('git-revert', 'web.yaml'), '--json']);
    expect(JSON.parse(stdout).reason).toMatch(/; held \(reverted\): ann moved it from 1\.5\.0 to 1\.4\.0/);
  });

  test('a version above the range is left and said', async () => {
    const id = idOf('hand-edit-above', 'web.yaml');
    const { stdout } = await site.command(settings, ['explain', id, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ current: '1.6.0-rc.1', chosen: null });
  });

  test('a release, or a move up by hand, ends it; a newer candidate goes on from there', async () => {
    const released = [
      'git-revert',
      'hand-edit-back',
      'hand-edit-branch',
      'container-inserted',
      'branch-merged-later',
    ];
    for (const name of released) {
      const id = idOf(name, 'web.yaml');
      const { code, stdout } = await site.command(settings, [
        'release',
        id,
        '--config-repo',
        name,
        '--reason',
        'mended',
        '--json',
      ]);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toEqual({
        id,
        commit: await git(repositoryOf(name).path, 'rev-parse', 'main'),
      });
    }
    const raised = ['revert-button-merge-commit', 'revert-button-squash', 'hand-edit-lower'];
    for (const name of raised) {
      const dir = await cloneOf(name);
      const file = join(dir, name, 'web.yaml');
      await replaceTag(file, '1.5.0');
      await git(dir, 'add', '-A');
      await git(dir, 'commit', '--quiet', '-m', 'Up again');
      await git(dir, 'push', '--quiet', 'origin', 'main');
    }
    await registry.push('acme/web', '1.6.0');
    const { held } = await reconcile();
    for (const name of [...released, ...raised, 'hand-edit-above']) {
      expect(await tagIn(name, 'web.yaml'), name).toBe('1.6.0');
    }
    expect(held.map(({ id }) => id)).toEqual([idOf('one-file-of-five', 'c.yaml')]);
  });

  test('a second revert holds again, whatever was released before', async () => {
    const name = 'git-revert';
    const dir = await cloneOf(name);
    await git(dir, 'revert', '--no-edit', 'HEAD');
    await git(dir, 'push', '--quiet', 'origin', 'main');
    const { held } = await reconcile();
    expect(held.filter(({ id }) => id.startsWith(`${name}/`))).toMatchObject([
      { code: 'reverted', to: '1.6.0' },
    ]);
    expect(await tagIn(name, 'web.yaml')).toBe('1.4.0');
  });
});

async function replaceTag(file: string, tag: string): Promise<void> {
  await writeFile(file, (await readFile(file, 'utf8')).replace(/(acme\/web):\S+/, `$1:${tag}`));
}
