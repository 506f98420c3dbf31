import { execFileSync } from 'node:child_process';
import type { ForgeFaultName } from '@deployment-automator/sandbox';
import { afterEach, describe, expect, it } from 'vitest';
import { deployment, openScene, type Scene, someKinds, web } from './scene.ts';

/** Ten images in ten directories: ten pull requests. */
const ten = Object.fromEntries(
  Array.from({ length: 10 }, (_, at) => [`${at}/web.yaml`, deployment(`web-${at}`, `${web}:1.4.0`)]),
);

describe('limits', { timeout: 60_000 }, () => {
  let scene: Scene;
  afterEach(() => scene.close());
  const open = async (limits: {
    openPullRequests: number;
    newPullRequestsPerHour: number;
    updatesPerRun: number;
  }) => {
    scene = await openScene({ kind: 'github', files: ten, desk: { limits } });
    scene.push(web, '1.5.0');
  };
  const count = async () => (await scene.forge.pulls()).filter(({ state }) => state === 'open').length;

  it('opens no more than may be open; the next one when there is room', async () => {
    await open({ openPullRequests: 3, newPullRequestsPerHour: 100, updatesPerRun: 100 });
    expect((await scene.look()).waiting).toHaveLength(7);
    expect(await count()).toBe(3);
    await scene.look();
    expect(await count()).toBe(3);
    const [first] = await scene.forge.pulls();
    await scene.forge.person.merge(first?.number ?? 0);
    await scene.look();
    expect(await count()).toBe(3);
    expect(await scene.forge.pulls()).toHaveLength(4);
  });

  it('opens no more in an hour than are allowed, by the clock it is given', async () => {
    await open({ openPullRequests: 100, newPullRequestsPerHour: 4, updatesPerRun: 100 });
    await scene.look();
    await scene.look();
    await scene.restart();
    await scene.look();
    expect(await count()).toBe(4);
    scene.ahead = 61 * 60_000;
    await scene.look();
    expect(await count()).toBe(8);
  });

  it('writes nothing at all when more would move than updatesPerRun, and says so once', async () => {
    await open({ openPullRequests: 100, newPullRequestsPerHour: 100, updatesPerRun: 9 });
    const { errors } = await scene.look();
    expect(errors).toMatchObject([
      { code: 'too-many-updates', message: expect.stringContaining('10 updates') },
    ]);
    expect(await scene.forge.pulls()).toEqual([]);
    expect(execFileSync('git', ['branch'], { cwd: scene.path, encoding: 'utf8' })).toBe('* main\n');
  });

  it('counts what moves, not what is proposed already', async () => {
    await open({ openPullRequests: 100, newPullRequestsPerHour: 100, updatesPerRun: 10 });
    await scene.look();
    expect(await count()).toBe(10);
    await scene.restart({ limits: { openPullRequests: 100, newPullRequestsPerHour: 100, updatesPerRun: 1 } });
    expect((await scene.look()).errors).toEqual([]);
  });
});

describe.each(someKinds)('a forge that refuses or fails: %s', { timeout: 60_000 }, (kind) => {
  let scene: Scene;
  afterEach(() => scene.close());
  const open = async () => {
    scene = await openScene({ kind });
    scene.push(web, '1.5.0');
  };
  const faults: readonly ForgeFaultName[] = [
    'unauthorized',
    'forbidden',
    'not-found',
    'invalid',
    'rate-limited',
    'secondary-limit',
    'unavailable',
  ];

  it.each(faults)(
    '%s is one error with the next step, in a look and in a preview, and does no harm',
    async (fault) => {
      await open();
      scene.forge.answer(() => scene.forge.faultReply(fault, Date.now() + 1000));
      const { errors } = await scene.look();
      expect(errors).toMatchObject([
        { code: 'forge-failed', where: 'config', next: expect.stringMatching(/\S/) },
      ]);
      expect((await scene.preview()).errors).toMatchObject([{ code: 'forge-failed' }]);
      scene.forge.answer(undefined);
      scene.ahead = 10 * 60_000;
      expect((await scene.look()).errors).toEqual([]);
      expect(await scene.forge.pulls()).toHaveLength(1);
    },
  );

  it('asks nothing before the time that a limit names', async () => {
    await open();
    const retryAt = Math.ceil(Date.now() / 1000) * 1000 + 300_000;
    scene.forge.answer(() => scene.forge.faultReply('rate-limited', retryAt));
    const { retryAt: said = 0 } = await scene.look();
    expect(Math.abs(said - retryAt)).toBeLessThanOrEqual(2000);
    scene.forge.answer(undefined);
    expect(await scene.asked(() => scene.look())).toEqual([]);
    scene.ahead = 310_000;
    await scene.look();
    expect(await scene.forge.pulls()).toHaveLength(1);
  });

  it.each(['forbidden', 'unavailable', 'rate-limited'] as const)(
    'goes on where it was cut off when opening is %s: one branch, one pull request',
    async (fault) => {
      await open();
      const isOpening = (method: string): boolean => method === 'POST';
      scene.forge.answer(({ method }) =>
        isOpening(method) ? scene.forge.faultReply(fault, Date.now() + 1000) : undefined,
      );
      expect((await scene.look()).errors).toHaveLength(1);
      expect(await scene.forge.pulls()).toEqual([]);
      scene.forge.answer(undefined);
      scene.ahead = 5 * 60_000;
      await scene.restart();
      expect((await scene.look()).errors).toEqual([]);
      expect(await scene.forge.pulls()).toHaveLength(1);
    },
  );

  it.each(['cut-after', 'hang-after'] as const)(
    'opens no second one when it was opened and nobody said so: %s',
    async (fault) => {
      await open();
      let hurt = 0;
      scene.forge.answer(({ method }) => {
        if (method !== 'POST' || hurt > 0) return undefined;
        hurt += 1;
        return fault;
      });
      await scene.look();
      scene.forge.answer(undefined);
      await scene.look();
      expect(await scene.forge.pulls()).toHaveLength(1);
    },
  );

  it('says the rest when it was cut off between the branch and the text', async () => {
    await open();
    await scene.look();
    scene.push(web, '1.5.0', '1.6.0');
    scene.forge.answer(({ method }) =>
      method === 'GET' ? undefined : scene.forge.faultReply('unavailable'),
    );
    expect((await scene.look()).errors).toHaveLength(1);
    scene.forge.answer(undefined);
    await scene.restart();
    const { held, errors } = await scene.look();
    expect([held, errors]).toEqual([[], []]);
    const [pull] = await scene.forge.pulls();
    expect(pull).toMatchObject({ title: expect.stringContaining('1.6.0'), comments: [] });
  });

  it('leaves the branch alone when somebody pushes to it at the same moment', async () => {
    await open();
    await scene.look();
    const [pull] = await scene.forge.pulls();
    scene.push(web, '1.5.0', '1.6.0');
    let theirs = '';
    await scene.restart({
      detailsOf: async () => () => ({}),
      messagesFor: async () => {
        theirs = await scene.forge.person.commitTo(pull?.head ?? '', { 'web.yaml': 'theirs\n' });
        return () => 'too late\n';
      },
    });
    expect(await scene.look()).toMatchObject({ again: true, errors: [] });
    const head = execFileSync('git', ['rev-parse', pull?.head ?? ''], { cwd: scene.path, encoding: 'utf8' });
    expect(head.trim()).toBe(theirs);
  });
});

describe('what the operator wishes', { timeout: 60_000 }, () => {
  let scene: Scene;
  afterEach(() => scene.close());

  it('gives reviewers, assignees, labels and a draft to a new pull request, once', async () => {
    const wishes = {
      reviewers: ['alice'],
      assignees: ['bob'],
      labels: ['images'],
      draft: true,
      autoMerge: false,
    };
    scene = await openScene({ kind: 'github', desk: { wishes } });
    scene.push(web, '1.5.0');
    expect((await scene.look()).errors).toEqual([]);
    const [pull] = await scene.forge.pulls();
    expect(pull).toMatchObject({
      reviewers: ['alice'],
      assignees: ['bob'],
      labels: ['images'],
      draft: true,
    });
  });

  const autoMerge = { reviewers: [], assignees: [], labels: [], draft: false, autoMerge: true };

  it.each(['github', 'gitlab', 'gitea', 'bitbucket-server', 'azure-devops'] as const)(
    'lets a new pull request merge itself: %s',
    async (kind) => {
      scene = await openScene({ kind, desk: { wishes: autoMerge } });
      await scene.forge.person.protect('main', { pullRequestsOnly: false, upToDate: true });
      scene.push(web, '1.5.0');
      expect((await scene.look()).errors).toEqual([]);
      expect(await scene.forge.pulls()).toMatchObject([{ state: 'open', autoMerge: true }]);
    },
  );

  it('asks a forge that cannot merge by itself for nothing of the kind', async () => {
    scene = await openScene({ kind: 'bitbucket', desk: { wishes: autoMerge } });
    scene.push(web, '1.5.0');
    expect((await scene.look()).errors).toEqual([]);
    expect(await scene.forge.pulls()).toMatchObject([{ state: 'open', autoMerge: false }]);
  });

  it('says that the forge does not let it merge itself, and the pull request stands', async () => {
    // No check is required, so there is nothing to wait for: GitHub refuses then.
    scene = await openScene({ kind: 'github', desk: { wishes: autoMerge } });
    scene.push(web, '1.5.0');
    expect(await scene.look()).toMatchObject({
      proposed: [{ to: '1.5.0' }],
      actions: [{ do: 'open' }],
      errors: [{ code: 'forge-failed', next: expect.stringContaining('forge.autoMerge') }],
    });
    expect((await scene.look()).errors).toEqual([]);
    expect(await scene.forge.pulls()).toMatchObject([{ state: 'open', autoMerge: false }]);
  });
});
