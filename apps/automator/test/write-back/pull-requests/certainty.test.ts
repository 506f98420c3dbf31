import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { deployment, openScene, type Scene, someKinds, web } from './scene.ts';

const api = 'registry.example/acme/api';
const problem = { code: 'unreachable', message: 'no connection', next: 'check the network' };

describe.each(someKinds)('what closes and what changes a pull request on %s', { timeout: 60_000 }, (kind) => {
  let scene: Scene;
  afterEach(() => scene.close());

  const opened = async (files?: Readonly<Record<string, string>>) => {
    scene = await openScene({ kind, ...(files !== undefined && { files }) });
    scene.push(web, '1.5.0');
    scene.push(api, '1.5.0');
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
  const branches = () => git('for-each-ref', '--format=%(refname:short)', 'refs/heads/automator/');

  it('closes it with the reason, and deletes the branch, when the base has what it proposes', async () => {
    await opened();
    await scene.forge.person.commitTo('main', { 'web.yaml': deployment('web', `${web}:1.5.0`) });
    await scene.look();
    const pull = await newest();
    expect(pull.state).toBe('closed');
    expect(pull.comments.at(-1)?.body).toContain('already');
    expect(branches()).toBe('');
    await scene.look();
    expect(await scene.forge.pulls()).toHaveLength(1);
  });

  it('closes it when nothing governs the field any more', async () => {
    await opened();
    const unbound = deployment('web', `${web}:1.4.0`).replace('    automator/tag: semver:^1\n', '    a: b\n');
    await scene.forge.person.commitTo('main', { 'web.yaml': unbound });
    await scene.look();
    expect((await newest()).state).toBe('closed');
  });

  it('closes it when the tag is gone from a complete listing, and what we closed is no refusal', async () => {
    await opened();
    scene.push(web, '1.4.0');
    await scene.look();
    expect((await newest()).state).toBe('closed');
    scene.push(web, '1.4.0', '1.5.0');
    expect((await scene.look()).held).toEqual([]);
    expect((await newest()).state).toBe('open');
  });

  const uncertain: readonly (readonly [string, () => void])[] = [
    ['there is no listing at all', () => scene.listings.delete(web)],
    [
      'the registry is down',
      () => scene.listings.set(web, { listing: { candidates: [], state: 'failed' }, readAt: 0, problem }),
    ],
    [
      'half of the list came',
      () =>
        scene.listings.set(web, {
          listing: { candidates: [{ tag: '1.4.0' }], state: 'partial' },
          readAt: 0,
          problem,
        }),
    ],
    [
      'half of the list came, with a lower tag that counts',
      () =>
        scene.listings.set(web, {
          listing: { candidates: [{ tag: '1.4.1' }], state: 'partial' },
          readAt: 0,
          problem,
        }),
    ],
  ];
  it.each(uncertain)('changes nothing when %s', async (_, happens) => {
    const before = await opened();
    const head = git('rev-parse', before.head);
    happens();
    await scene.look();
    await scene.restart();
    await scene.look();
    const after = await newest();
    expect(after).toMatchObject({ state: 'open', title: before.title, body: before.body, comments: [] });
    expect(git('rev-parse', before.head)).toBe(head);
  });

  it('changes nothing when the file cannot be read any more', async () => {
    const before = await opened();
    await scene.forge.person.commitTo('main', { 'web.yaml': `${deployment('web', `${web}:1.4.0`)}  - [\n` });
    await scene.look();
    expect(await newest()).toMatchObject({ state: 'open', comments: [], title: before.title });
  });

  const grouped = {
    'web.yaml': deployment('web', `${web}:1.4.0`, ['automator/group: shop']),
    'api.yaml': deployment('api', `${api}:1.4.0`, ['automator/group: shop']),
  };

  it('drops nothing from a group because one of its registries is down', async () => {
    const { head } = await opened(grouped);
    const before = git('rev-parse', head);
    scene.listings.delete(api);
    scene.push(web, '1.5.0', '1.6.0');
    await scene.look();
    expect(git('rev-parse', head)).toBe(before);
    scene.push(api, '1.5.0');
    await scene.look();
    expect(git('show', `${head}:web.yaml`)).toContain(`${web}:1.6.0`);
    expect(git('show', `${head}:api.yaml`)).toContain(`${api}:1.5.0`);
  });

  it('keeps it open and as it is when a hold is written', async () => {
    const before = await opened();
    const held = deployment('web', `${web}:1.4.0`, ['automator/hold: "true"']);
    await scene.forge.person.commitTo('main', { 'web.yaml': held });
    await scene.look();
    expect(await newest()).toMatchObject({ state: 'open', title: before.title, comments: [] });
  });

  it('takes a held field out of a group', async () => {
    const { head } = await opened(grouped);
    const held = deployment('api', `${api}:1.4.0`, ['automator/group: shop', 'automator/hold: "true"']);
    await scene.forge.person.commitTo('main', { 'api.yaml': held });
    await scene.look();
    expect(git('show', `${head}:web.yaml`)).toContain(`${web}:1.5.0`);
    expect(git('show', `${head}:api.yaml`)).toContain(`${api}:1.4.0`);
    expect((await newest()).state).toBe('open');
  });

  it('keeps refused targets out of a group that goes on', async () => {
    const { head, number } = await opened(grouped);
    await scene.forge.person.close(number);
    scene.push(web, '1.5.0', '1.6.0');
    for (let time = 0; time < 3; time++) {
      expect((await scene.look()).held).toMatchObject([{ code: 'refused', image: api }]);
    }
    expect(git('show', `${head}:web.yaml`)).toContain(`${web}:1.6.0`);
    expect(git('show', `${head}:api.yaml`)).toContain(`${api}:1.4.0`);
    expect(await scene.forge.pulls()).toHaveLength(2);
  });
});
