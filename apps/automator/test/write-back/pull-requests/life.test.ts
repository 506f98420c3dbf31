import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { readMarker } from '../../../src/write-back/pull-requests/index.ts';
import { deployment, isQuiet, kinds, openScene, type Scene, type SceneOptions, web } from './scene.ts';

describe.each(kinds)('a pull request on %s', { timeout: 60_000 }, (kind) => {
  let scene: Scene;
  afterEach(() => scene.close());

  const open = async (options: Omit<SceneOptions, 'kind'> = {}): Promise<Scene> => {
    scene = await openScene({ kind, ...options });
    return scene;
  };
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: scene.path, encoding: 'utf8', stdio: 'pipe' }).trim();
  const pulls = () => scene.forge.pulls();
  const only = async () => {
    const [pull, ...others] = await pulls();
    if (pull === undefined || others.length > 0) throw new Error(`${others.length + 1} pull requests`);
    return pull;
  };
  const show = (commit: string, path = 'web.yaml'): string => `${git('show', `${commit}:${path}`)}\n`;
  const opened = async (): Promise<string> => {
    await open();
    scene.push(web, '1.5.0');
    const result = await scene.look();
    expect(result.errors).toEqual([]);
    return (await only()).head;
  };

  it('is opened once, with one commit on the base that moves nothing else', async () => {
    const head = await opened();
    expect(head).toMatch(/^automator\/web-[0-9a-f]{8}$/);
    expect(git('rev-list', '--count', `main..${head}`)).toBe('1');
    expect(show(head)).toBe(deployment('web', `${web}:1.5.0`));
    const pull = await only();
    expect(pull).toMatchObject({ state: 'open', base: 'main', title: expect.stringContaining('1.5.0') });
    expect(readMarker(pull.body)?.targets).toHaveLength(1);
    for (let time = 0; time < 3; time++) await scene.look();
    await scene.restart();
    await scene.look();
    expect(await pulls()).toHaveLength(1);
    expect(git('rev-list', '--count', `main..${head}`)).toBe('1');
  });

  it('is quiet when there is nothing to do: no write, one list call, nothing proved again', async () => {
    const head = await opened();
    // Forges tell times in seconds: right after a change there may be another one in the same second.
    scene.ahead = 5000;
    await scene.look();
    const before = [await only(), git('rev-parse', head), scene.proved.length];
    const asked = await scene.asked(() => scene.look());
    expect(isQuiet(asked), asked.join('\n')).toBe(true);
    expect([await only(), git('rev-parse', head), scene.proved.length]).toEqual(before);
  });

  it('asks the forge nothing where there is nothing of ours and nothing pending', async () => {
    await open();
    scene.push(web, '1.4.0');
    expect(await scene.asked(() => scene.look())).toEqual([]);
  });

  it('is updated in place when a newer tag comes: title, body and one commit', async () => {
    const head = await opened();
    scene.push(web, '1.5.0', '1.6.0');
    await scene.look();
    const pull = await only();
    expect(pull).toMatchObject({ state: 'open', title: expect.stringContaining('1.6.0') });
    expect(pull.body).toContain('1.6.0');
    expect(git('rev-list', '--count', `main..${head}`)).toBe('1');
    expect(show(head)).toBe(deployment('web', `${web}:1.6.0`));
  });

  it('is not rebuilt because the base moves on', async () => {
    const head = await opened();
    const before = git('rev-parse', head);
    await scene.forge.person.commitTo('main', { 'README.md': 'hello\n' });
    await scene.look();
    expect(git('rev-parse', head)).toBe(before);
  });

  it('is rebuilt when it conflicts with the base', async () => {
    const head = await opened();
    const moved = deployment('web', `${web}:1.4.1`);
    await scene.forge.person.commitTo('main', { 'web.yaml': moved });
    await scene.look();
    expect(git('rev-parse', `${head}^`)).toBe(git('rev-parse', 'main'));
    expect(show(head)).toBe(deployment('web', `${web}:1.5.0`));
    expect(await pulls()).toHaveLength(1);
  });

  it('is rebuilt when it is behind and the forge wants it up to date', async () => {
    const head = await opened();
    await scene.forge.person.protect('main', { pullRequestsOnly: false, upToDate: true });
    await scene.forge.person.commitTo('main', { 'README.md': 'hello\n' });
    const must = await scene.client.requiresUpToDate('main');
    await scene.look();
    expect(git('rev-parse', `${head}^`) === git('rev-parse', 'main')).toBe(must);
  });

  it('is theirs once others commit to its branch: one comment, then nothing', async () => {
    const head = await opened();
    await scene.forge.person.commitTo(head, { 'web.yaml': `${deployment('web', `${web}:1.5.0`)}# mine\n` });
    const edited = git('rev-parse', head);
    scene.push(web, '1.5.0', '1.6.0');
    const { held } = await scene.look();
    expect(held).toMatchObject([{ code: 'edited', to: '1.6.0' }]);
    await scene.restart();
    for (let time = 0; time < 3; time++) await scene.look();
    const pull = await only();
    expect(pull.comments).toHaveLength(1);
    expect(pull.title).toContain('1.5.0');
    expect(git('rev-parse', head)).toBe(edited);
  });

  it('sees an edit by its tree: the author does not matter', async () => {
    const head = await opened();
    const files = { 'web.yaml': deployment('web', `${web}:1.4.9`) };
    await scene.forge.person.commitTo(head, files, {
      by: 'automator',
      message: git('log', '-1', '--format=%B', head),
    });
    scene.push(web, '1.5.0', '1.6.0');
    expect((await scene.look()).held).toMatchObject([{ code: 'edited' }]);
  });

  it('stays ours when the forge merges the base into it', async () => {
    const head = await opened();
    await scene.forge.person.commitTo('main', { 'README.md': 'hello\n' });
    const [{ number } = { number: 0 }] = await pulls();
    await scene.forge.person.updateBranch(number);
    scene.push(web, '1.5.0', '1.6.0');
    expect((await scene.look()).held).toEqual([]);
    expect(show(head)).toBe(deployment('web', `${web}:1.6.0`));
    expect((await only()).comments).toEqual([]);
  });

  it('is not rebuilt once it is approved, unless it conflicts', async () => {
    const head = await opened();
    const { number } = await only();
    await scene.forge.person.approve(number);
    const approved = git('rev-parse', head);
    scene.push(web, '1.5.0', '1.6.0');
    expect((await scene.look()).held).toMatchObject([{ code: 'approved', to: '1.6.0' }]);
    expect(git('rev-parse', head)).toBe(approved);
    await scene.forge.person.commitTo('main', { 'web.yaml': deployment('web', `${web}:1.4.1`) });
    await scene.look();
    expect(show(head)).toBe(deployment('web', `${web}:1.6.0`));
  });
});
