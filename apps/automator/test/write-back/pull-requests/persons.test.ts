import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { noteActivity, type WriteEntry } from '../../../src/write-back/pull-requests/index.ts';
import { deployment, isQuiet, kinds, openScene, type Scene, type SceneOptions, web } from './scene.ts';

const about = { configRepo: 'config', base: 'main' };

describe.each(kinds)('what persons do on %s', { timeout: 60_000 }, (kind) => {
  let scene: Scene;
  afterEach(() => scene.close());

  const opened = async (options: Omit<SceneOptions, 'kind'> = {}) => {
    scene = await openScene({ kind, ...options });
    scene.push(web, '1.5.0');
    const { errors } = await scene.look();
    expect(errors).toEqual([]);
    return newest();
  };
  const newest = async () => {
    const pull = (await scene.forge.pulls()).at(-1);
    if (pull === undefined) throw new Error('no pull request');
    return pull;
  };
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: scene.path, encoding: 'utf8', stdio: 'pipe' }).trim();
  const states = async () => (await scene.forge.pulls()).map(({ state }) => state);

  it('closing it refuses its targets, also after a restart; a newer candidate opens a new one', async () => {
    const { number } = await opened();
    await scene.forge.person.close(number);
    expect((await scene.look()).held).toMatchObject([{ code: 'refused', to: '1.5.0' }]);
    await scene.restart();
    for (let time = 0; time < 3; time++) {
      expect((await scene.look()).held).toMatchObject([{ code: 'refused' }]);
    }
    expect(await states()).toEqual(['closed']);
    scene.push(web, '1.5.0', '1.5.1');
    expect((await scene.look()).held).toEqual([]);
    expect(await states()).toEqual(['closed', 'open']);
    expect((await newest()).title).toContain('1.5.1');
  });

  it('asks nothing more than the list while a refusal is known', async () => {
    const { number } = await opened();
    await scene.forge.person.close(number);
    await scene.look();
    const asked = await scene.asked(() => scene.look());
    expect(isQuiet(asked), asked.join('\n')).toBe(true);
  });

  it('refuses for good what two closings in a row refused', async () => {
    const { number } = await opened();
    await scene.forge.person.close(number);
    scene.push(web, '1.5.0', '1.5.1');
    await scene.look();
    await scene.forge.person.close((await newest()).number);
    await scene.look();
    scene.push(web, '1.5.0');
    expect((await scene.look()).held).toMatchObject([{ code: 'refused', to: '1.5.0' }]);
    expect(await states()).toEqual(['closed', 'closed']);
  });

  it('reopening it lifts the refusal', async () => {
    const { number } = await opened();
    await scene.forge.person.close(number);
    await scene.look();
    if (!scene.client.abilities.reopen) return;
    await scene.forge.person.reopen(number);
    expect((await scene.look()).held).toEqual([]);
    scene.push(web, '1.5.0', '1.5.1');
    await scene.look();
    expect(await states()).toEqual(['open']);
    expect((await newest()).title).toContain('1.5.1');
  });

  it('the command release on a closed one lifts the refusal, from those who may write', async () => {
    const { number } = await opened();
    await scene.forge.person.close(number);
    await scene.look();
    await scene.forge.person.comment(number, '/automator release', 'bob');
    await noteActivity(scene.store, about, { number });
    expect((await scene.look()).held).toMatchObject([{ code: 'refused' }]);
    await scene.forge.person.comment(number, '/automator release', 'alice');
    await noteActivity(scene.store, about, { number });
    expect((await scene.look()).held).toEqual([]);
    expect(await states()).toEqual(['closed', 'open']);
    await scene.restart();
    await scene.look();
    expect(await states()).toEqual(['closed', 'open']);
  });

  it('a release in the tree lifts what was refused before it; closing the next one refuses again', async () => {
    const { number } = await opened();
    await scene.forge.person.close(number);
    expect((await scene.look()).held).toMatchObject([{ code: 'refused' }]);
    const said = (at: string) =>
      [
        'releases:',
        '  - id: web.yaml#0/spec/template/spec/containers/0/image',
        '    version: 1.4.0',
        at,
        '',
      ].join('\n');
    await scene.forge.person.commitTo('main', { '.automator.yaml': said('    at: 2020-01-02T03:04:05Z') });
    expect((await scene.look()).held).toMatchObject([{ code: 'refused' }]);
    const now = new Date(Math.ceil(Date.now() / 1000) * 1000).toISOString();
    await scene.forge.person.commitTo('main', { '.automator.yaml': said(`    at: ${now}`) });
    expect((await scene.look()).held).toEqual([]);
    expect(await states()).toEqual(['closed', 'open']);
    scene.ahead = 10_000;
    await scene.forge.person.close((await newest()).number);
    expect((await scene.look()).held).toMatchObject([{ code: 'refused', to: '1.5.0' }]);
    await scene.restart();
    await scene.look();
    expect(await states()).toEqual(['closed', 'closed']);
  });

  it('a release without a time lifts refusals while the field has the version that it names', async () => {
    const { number } = await opened();
    await scene.forge.person.close(number);
    const said = (version: string) =>
      `releases: [{ id: web.yaml#0/spec/template/spec/containers/0/image, version: ${version} }]\n`;
    await scene.forge.person.commitTo('main', { '.automator.yaml': said('1.3.9') });
    expect((await scene.look()).held).toMatchObject([{ code: 'refused' }]);
    await scene.forge.person.commitTo('main', { '.automator.yaml': said('1.4.0') });
    expect((await scene.look()).held).toEqual([]);
    expect(await states()).toEqual(['closed', 'open']);
  });

  it('deleting the branch is no refusal', async () => {
    const { head } = await opened();
    await scene.forge.person.deleteBranch(head);
    await scene.look();
    expect((await states()).at(-1)).toBe('open');
    expect(git('rev-list', '--count', `main..${head}`)).toBe('1');
  });

  it('the hand of a stale-bot is no refusal', async () => {
    const { number } = await opened();
    await scene.forge.person.close(number, 'stale');
    const { closedBy } = await scene.client.status(number);
    await scene.look();
    const isKnown = closedBy?.bot === true;
    expect(await states()).toEqual(isKnown ? ['closed', 'open'] : ['closed']);
  });

  it('merging it is the end: nothing is pending, nothing is written', async () => {
    const { number, head } = await opened();
    await scene.forge.person.merge(number, { method: 'squash' });
    const before = git('rev-parse', head);
    await scene.look();
    expect(await states()).toEqual(['merged']);
    expect(git('rev-parse', head)).toBe(before);
    scene.push(web, '1.5.0', '1.6.0');
    await scene.look();
    expect(await states()).toEqual(['merged', 'open']);
    expect(git('rev-list', '--count', `main..${head}`)).toBe('1');
  });

  it('the command rebase builds the branch anew, also one that is theirs', async () => {
    const { number, head } = await opened();
    await scene.forge.person.commitTo(head, { 'web.yaml': 'theirs\n' });
    await scene.look();
    await scene.forge.person.comment(number, 'Thank you.\n\n/automator rebase\n');
    await noteActivity(scene.store, about, { number });
    await scene.look();
    expect(`${git('show', `${head}:web.yaml`)}\n`).toBe(deployment('web', `${web}:1.5.0`));
    const after = git('rev-parse', head);
    await scene.restart();
    await scene.look();
    expect(git('rev-parse', head)).toBe(after);
    const said = (await newest()).comments.filter(
      ({ body }) => body.includes('rebase') && body.startsWith('Done'),
    );
    expect(said).toHaveLength(1);
  });

  it('commands of people who may not write, of bots and in quotes are none', async () => {
    const { number, head } = await opened();
    const before = git('rev-parse', head);
    await scene.forge.person.comment(number, '/automator rebase', 'bob');
    await scene.forge.person.comment(number, '> /automator rebase', 'alice');
    await scene.forge.person.comment(number, 'see /automator rebase', 'alice');
    await noteActivity(scene.store, about, { number });
    await scene.look();
    expect(git('rev-parse', head)).toBe(before);
    expect((await newest()).comments).toHaveLength(3);
  });

  it('the command explain is answered once, whatever is lost', async () => {
    const { number } = await opened();
    scene.push(web, '1.4.0', '1.5.0');
    await scene.forge.person.comment(number, '/automator explain');
    await noteActivity(scene.store, about, { number });
    for (let time = 0; time < 2; time++) await scene.look();
    await scene.restart();
    await scene.look();
    const { comments } = await newest();
    expect(comments).toHaveLength(2);
    expect(comments[1]?.body).toContain('`1.5.0` chosen: ');
    expect(comments[1]?.body).toContain('`1.4.0` current: ');
  });

  it('hold and release become commits, with the reason and who asked', async () => {
    const entries: Parameters<WriteEntry>[0][] = [];
    const writeEntry: WriteEntry = async (entry) => {
      entries.push(entry);
      return 'held its field';
    };
    const { number } = await opened({ desk: { writeEntry } });
    await scene.forge.person.comment(number, '/automator hold until the audit is over');
    await noteActivity(scene.store, about, { number });
    expect((await scene.look()).again).toBe(true);
    await scene.look();
    expect(entries).toMatchObject([
      {
        kind: 'hold',
        by: 'alice',
        reason: 'until the audit is over',
        targets: [{ image: web, to: '1.5.0' }],
      },
    ]);
    expect((await newest()).comments.at(-1)?.body).toContain('held its field');
  });
});
