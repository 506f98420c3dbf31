import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ForgeError, type PullRequest } from '../../src/index.ts';
import type { ForgeContractOptions } from './forge-client-contract.ts';
import { startForgeUnderTest } from './forge-under-test.ts';
import type { PullRequestWorld } from './pull-request-world.ts';

const BODY = '| image | to |\n|---|---|\n| web | `1.5.0` |\n\n<!-- automator:marker -->\n';

/** The life of a pull request on a protocol fake. */
export function pullRequestsContract({ kind, repository = 'acme/config' }: ForgeContractOptions): void {
  pullRequestLife(`pull requests on ${kind}`, () => startForgeUnderTest(kind, repository));
}

/** The same wherever there are pull requests; `without` names what that place does not play. */
export function pullRequestLife(
  name: string,
  start: () => Promise<PullRequestWorld>,
  without: readonly string[] = [],
): void {
  const it = (verdict: string, work: () => Promise<void>): void => {
    if (!without.includes(verdict)) test(verdict, work);
  };

  describe(name, { timeout: 60_000 }, () => {
    let world: PullRequestWorld;
    beforeEach(async () => {
      world = await start();
    });
    afterEach(() => world.stop());

    const open = async (head: string, changes = {}): Promise<PullRequest> => {
      await world.branch(head);
      return world.client.create({ head, base: 'main', title: `Update ${head}`, body: BODY, ...changes });
    };

    it('opens one and reads it back', async () => {
      const commit = await world.branch('automator/web-1');
      const wish = { head: 'automator/web-1', base: 'main', title: 'Update web to 1.5.0', body: BODY };
      const made = await world.client.create(wish);
      expect(made).toMatchObject({
        title: wish.title,
        state: 'open',
        draft: false,
        head: { branch: wish.head, commit },
        base: 'main',
      });
      expect(made.body.trim()).toBe(BODY.trim());
      expect(made.closedAt).toBeUndefined();
      expect(Math.abs(made.createdAt - Date.now())).toBeLessThan(120_000);
      expect(made.url).toMatch(/^https?:\/\//);
      expect(made.author).toBe((await world.client.whoAmI()).login);
      expect(await world.client.get(made.number)).toEqual(made);
    });

    it('opens a draft, with labels, reviewers and assignees, as far as the forge has them', async () => {
      const { abilities } = world.client;
      const made = await open('automator/web', {
        draft: abilities.drafts,
        labels: ['deps', 'automator'],
        reviewers: ['alice'],
        assignees: ['alice'],
      });
      const read = await world.client.get(made.number);
      expect(read.draft).toBe(abilities.drafts);
      expect([...read.labels].sort()).toEqual(abilities.labels ? ['automator', 'deps'] : []);
      expect((await world.forge.pulls())[0]?.reviewers).toEqual(['alice']);
    });

    it('gives the open one where there is one already from this head to this base', async () => {
      const first = await open('automator/web');
      const again = await world.client.create({
        head: 'automator/web',
        base: 'main',
        title: 'Again',
        body: '',
      });
      expect(again.number).toBe(first.number);
      expect(await world.forge.pulls()).toHaveLength(1);
    });

    it('opens a new one from a head whose former one was closed', async () => {
      const first = await open('automator/web');
      await world.forge.person.close(first.number);
      const second = await world.client.create({
        head: 'automator/web',
        base: 'main',
        title: 'New',
        body: '',
      });
      expect(second.number).not.toBe(first.number);
    });

    it('does not open one from a head that is not there', async () => {
      const wish = { head: 'automator/gone', base: 'main', title: 'x', body: '' };
      const error = await world.client.create(wish).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ForgeError);
      expect(error).toMatchObject({ retriable: false });
      expect(await world.forge.pulls()).toEqual([]);
    });

    it('lists the open ones for a base whose head has the prefix, by number', async () => {
      await open('automator/web');
      await open('feature/x');
      const closed = await open('automator/closed');
      await open('automator/api');
      await world.forge.person.commitTo('next', {});
      await open('automator/other-base', { base: 'next' });
      await world.forge.person.close(closed.number);
      const listed = await world.client.listOpen('main', 'automator/');
      expect(listed.map(({ head }) => head.branch)).toEqual(['automator/web', 'automator/api']);
      expect(listed[0]).toEqual(await world.client.get(listed[0]?.number ?? 0));
    });

    it('gives the list by head in any state, newest first, no more than asked', async () => {
      const first = await open('automator/web');
      await world.forge.person.close(first.number);
      await open('automator/web-and-more');
      const second = await open('automator/web');
      const third = await world.forge.person.merge(second.number).then(() => open('automator/web'));
      const list = await world.client.listByHead('automator/web', 'main', 10);
      expect(list.map(({ number, state }) => [number, state])).toEqual([
        [third.number, 'open'],
        [second.number, 'merged'],
        [first.number, 'closed'],
      ]);
      expect((await world.client.listByHead('automator/web', 'main', 2)).map(({ number }) => number)).toEqual(
        [third.number, second.number],
      );
      expect(await world.client.listByHead('automator/none', 'main', 10)).toEqual([]);
    });

    it('sees the new head after a push, and when it was closed or merged', async () => {
      const made = await open('automator/web');
      const commit = await world.branch('automator/web');
      expect((await world.client.get(made.number)).head.commit).toBe(commit);
      await world.forge.person.merge(made.number, { method: 'squash' });
      const merged = await world.client.get(made.number);
      expect(merged.state).toBe('merged');
      expect(Math.abs((merged.closedAt ?? Date.now()) - Date.now())).toBeLessThan(120_000);
    });

    it('changes title and body, and leaves what is not named', async () => {
      const made = await open('automator/web');
      const titled = await world.client.update(made.number, { title: 'Update web to 1.6.0' });
      expect(titled).toMatchObject({ number: made.number, title: 'Update web to 1.6.0' });
      expect(titled.body.trim()).toBe(BODY.trim());
      const changed = await world.client.update(made.number, { body: 'New **body**' });
      expect(changed).toMatchObject({ title: 'Update web to 1.6.0', body: 'New **body**' });
      expect(await world.client.get(made.number)).toEqual(changed);
    });

    it('adds and removes labels, and leaves those of others, where the forge has labels', async () => {
      const made = await open('automator/web', { labels: ['mine', 'theirs'] });
      const changed = await world.client.update(made.number, {
        addLabels: ['new'],
        removeLabels: ['mine', 'absent'],
      });
      expect([...changed.labels].sort()).toEqual(world.client.abilities.labels ? ['new', 'theirs'] : []);
    });

    it('closes; closing what is closed already is no fault', async () => {
      const made = await open('automator/web');
      await world.client.close(made.number);
      expect(await world.client.get(made.number)).toMatchObject({ state: 'closed' });
      await world.client.close(made.number);
      expect((await world.forge.pulls())[0]?.state).toBe('closed');
    });

    it('reopens where the forge can', async () => {
      const made = await open('automator/web');
      await world.client.close(made.number);
      const reopened = await world.client.reopen(made.number).then(
        () => 'open',
        () => 'refused',
      );
      expect(reopened).toBe(world.client.abilities.reopen ? 'open' : 'refused');
      expect((await world.client.get(made.number)).state).toBe(
        world.client.abilities.reopen ? 'open' : 'closed',
      );
    });

    it('says whether it can be merged', async () => {
      const made = await open('automator/web');
      expect((await world.client.status(made.number)).mergeable).toBe('clean');
      await world.forge.person.commitTo('automator/web', { 'deploy.yaml': 'image: web:1.5.0\n' });
      await world.forge.person.commitTo('main', { 'deploy.yaml': 'image: web:2.0.0\n' });
      expect((await world.client.status(made.number)).mergeable).toBe('conflict');
    });

    it('says whether it is approved: the last word of each counts', async () => {
      const made = await open('automator/web');
      expect(await world.client.status(made.number)).toMatchObject({ approved: false });
      await world.forge.person.approve(made.number);
      expect(await world.client.status(made.number)).toMatchObject({ approved: true });
      await world.forge.person.requestChanges(made.number);
      expect(await world.client.status(made.number)).toMatchObject({ approved: false });
      await world.forge.person.approve(made.number);
      await world.forge.person.dismissReviews(made.number);
      expect(await world.client.status(made.number)).toMatchObject({ approved: false });
    });

    it('says when it was closed, in the pull request or in its status, whatever is said later', async () => {
      const made = await open('automator/web');
      await world.forge.person.comment(made.number, 'before', 'alice');
      const before = Date.now();
      await world.forge.person.close(made.number, 'alice');
      const after = Date.now();
      await new Promise((done) => setTimeout(done, 1_100));
      await world.forge.person.comment(made.number, 'after', 'alice');
      const at =
        (await world.client.get(made.number)).closedAt ?? (await world.client.status(made.number)).closedAt;
      // Some write times in whole seconds.
      expect(at).toBeGreaterThanOrEqual(before - 1_000);
      expect(at).toBeLessThanOrEqual(after);
    });

    it('says who closed it where the forge says so, and that it was not closed by losing its branch', async () => {
      const made = await open('automator/web');
      await world.forge.person.close(made.number, 'alice');
      const status = await world.client.status(made.number);
      expect(status.closedBy ?? { login: 'alice', bot: false }).toEqual({ login: 'alice', bot: false });
      expect(status.branchDeleted ?? false).toBe(false);
    });

    it('says that the head branch was deleted', async () => {
      const made = await open('automator/web');
      await world.forge.person.deleteBranch('automator/web');
      expect(await world.client.status(made.number)).toMatchObject({ branchDeleted: true });
    });

    it('comments, and lists the comments of people since a time, oldest first', async () => {
      const made = await open('automator/web');
      await world.forge.person.comment(made.number, '/automator hold', 'alice');
      await world.forge.person.comment(made.number, 'Looks good', 'bob');
      const listed = await world.client.listComments(made.number, made.createdAt - 10_000);
      expect(listed.map(({ author, body }) => [author.login, author.bot, body])).toEqual([
        ['alice', false, '/automator hold'],
        ['bob', false, 'Looks good'],
      ]);
      const last = Math.max(...listed.map(({ at }) => at));
      expect(await world.client.listComments(made.number, last + 5_000)).toEqual([]);
      const written = await world.client.comment(made.number, 'It is *yours* now.');
      expect(written.body).toBe('It is *yours* now.');
      expect((await world.forge.pulls())[0]?.comments.map(({ body }) => body)).toContain(
        'It is *yours* now.',
      );
    });

    it('reads every page: 120 pull requests, 120 comments', async () => {
      await world.branch('automator/first');
      const tip = world.forge.person.commitTo('automator/0', { 'many.yaml': 'x\n' });
      const wishes = Array.from({ length: 120 }, (_, index) => `automator/${index}`);
      for (const head of wishes) await world.forge.person.commitTo(head, {}, { from: await tip });
      for (const head of wishes) await world.client.create({ head, base: 'main', title: head, body: '' });
      const listed = await world.client.listOpen('main', 'automator/');
      expect(listed.map(({ head }) => head.branch)).toEqual(wishes);
      for (const text of wishes) await world.forge.person.comment(1, text);
      expect((await world.client.listComments(1, 0)).map(({ body }) => body)).toEqual(wishes);
    });
  });
}
