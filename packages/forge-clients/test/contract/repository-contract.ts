import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBareRepository } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ForgeError } from '../../src/index.ts';
import type { ForgeContractOptions } from './forge-client-contract.ts';
import { type ForgeUnderTest, startForgeUnderTest } from './forge-under-test.ts';

/** What the client says of the repository, its people and its sources. */
export function repositoryContract(options: ForgeContractOptions): void {
  const { kind, repository = 'acme/config', source = 'acme/web' } = options;
  describe(`the repository on ${kind}`, { timeout: 60_000 }, () => {
    let world: ForgeUnderTest;
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'source-'));
      const path = await createBareRepository(folder, 'web', { files: { 'web.ts': '1\n' } });
      const releases = [{ tag: 'v1.5.0', notes: 'Better **web**' }];
      world = await startForgeUnderTest(kind, repository, { sources: { [source]: { path, releases } } });
    });
    afterEach(async () => {
      await world.stop();
      await rm(folder, { recursive: true, force: true });
    });

    it('knows whose the token is', async () => {
      expect((await world.client.whoAmI()).login).toMatch(/automator/);
    });

    it('knows who may write', async () => {
      const answers = await Promise.all(
        ['alice', 'bob', 'nobody-at-all'].map((who) => world.client.mayWrite(who)),
      );
      expect(answers).toEqual([true, false, false]);
    });

    it('says that a branch takes what is behind, unless it is told otherwise', async () => {
      expect(await world.client.requiresUpToDate('main')).toBe(false);
    });

    it('says what lies between two revisions of a source, oldest first, no more than asked', async () => {
      const base = await world.forge.person.commitTo('main', { 'a.yaml': '1\n' }, { message: 'First' });
      await world.forge.person.commitTo('main', { 'a.yaml': '2\n' }, { message: 'Second\n\nwith more text' });
      const to = await world.forge.person.commitTo('main', { 'a.yaml': '3\n' }, { message: 'Third' });
      const change = await world.client.compare(repository, base, to, 10);
      expect(change?.commits.map(({ subject }) => subject)).toEqual(['Second', 'Third']);
      expect(change?.commits[1]).toMatchObject({ id: to, author: 'alice' });
      expect(change?.total).toBe(2);
      expect(change?.url).toMatch(/^https?:\/\//);
      expect(
        (await world.client.compare(repository, base, to, 1))?.commits.map(({ subject }) => subject),
      ).toEqual(['Second']);
    });

    it('says nothing where it cannot compare', async () => {
      const missing = 'f'.repeat(40);
      expect(await world.client.compare(source, missing, missing, 10)).toBeUndefined();
      expect(await world.client.compare(`${source}-that-is-not-there`, 'a', 'b', 10)).toBeUndefined();
    });

    it('finds a release by its tag, where the forge has releases', async () => {
      const release = await world.client.release(source, 'v1.5.0');
      const expected = { tag: 'v1.5.0', notes: 'Better **web**' };
      expect(release ?? { ...expected, url: 'https://nowhere' }).toMatchObject(expected);
      expect(await world.client.release(source, 'v9')).toBeUndefined();
    });

    it('asks for auto-merge where the forge has it, and says so where it has not', async () => {
      await world.forge.person.protect('main', { upToDate: true });
      await world.branch('automator/web');
      const made = await world.client.create({ head: 'automator/web', base: 'main', title: 'x', body: '' });
      const answer = await world.client.enableAutoMerge(made.number).then(
        () => 'enabled',
        (error: unknown) => error,
      );
      if (world.client.abilities.autoMerge) {
        expect(answer).toBe('enabled');
        expect((await world.forge.pulls())[0]?.autoMerge).toBe(true);
      } else expect(answer).toBeInstanceOf(ForgeError);
    });

    it('makes one request where one is enough', async () => {
      const before = world.forge.requests.length;
      await world.client.listOpen('main', 'automator/');
      expect(world.forge.requests.length - before).toBe(1);
    });
  });
}
