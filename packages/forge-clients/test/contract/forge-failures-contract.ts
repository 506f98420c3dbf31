import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ForgeRequestReport } from '../../src/index.ts';
import { errorOf } from './error-of.ts';
import type { ForgeContractOptions } from './forge-client-contract.ts';
import { type ForgeUnderTest, startForgeUnderTest, TOKEN } from './forge-under-test.ts';

/** What a client makes of a forge that is slow, cut off, renamed or archived, and of a token that is wrong. */
export function forgeFailuresContract({ kind, repository = 'acme/config' }: ForgeContractOptions): void {
  describe(`failures of ${kind}`, { timeout: 60_000 }, () => {
    let world: ForgeUnderTest;
    beforeEach(async () => {
      world = await startForgeUnderTest(kind, repository);
      await world.branch('automator/web');
      await world.client.create({ head: 'automator/web', base: 'main', title: 'x', body: 'y' });
      await world.branch('automator/new');
    });
    afterEach(() => world.stop());

    it('does not repeat a request by itself', async () => {
      for (const fault of ['rate-limited', 'unavailable'] as const) {
        world.forge.answer(() => world.forge.faultReply(fault));
        const before = world.forge.requests.length;
        await errorOf(world.client.listOpen('main', 'automator/'));
        await errorOf(world.client.update(1, { title: 'z' }));
        expect(world.forge.requests.length - before).toBe(2);
      }
    });

    it.each(['cut-after', 'hang-after'] as const)(
      'does not open a second one when the first was made: %s',
      async (fault) => {
        let hurt = 0;
        world.forge.answer(({ method }) => {
          if (method !== 'POST' || hurt > 0) return undefined;
          hurt += 1;
          return fault;
        });
        const client = world.clientWith({ timeout: 500 });
        const made = await client.create({ head: 'automator/new', base: 'main', title: 'once', body: '' });
        expect(made).toMatchObject({ title: 'once', state: 'open', head: { branch: 'automator/new' } });
        expect(await world.forge.pulls()).toHaveLength(2);
        expect(world.forge.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
      },
    );

    it('says that nothing was opened when the forge did not answer and has opened nothing', async () => {
      world.forge.answer(({ method }) => (method === 'POST' ? 'hang' : undefined));
      const client = world.clientWith({ timeout: 300 });
      const error = await errorOf(
        client.create({ head: 'automator/new', base: 'main', title: 'x', body: '' }),
      );
      expect(error).toMatchObject({ code: 'timeout', retriable: true });
      expect(await world.forge.pulls()).toHaveLength(1);
    });

    it('gives up on a forge that does not answer', async () => {
      world.forge.answer(() => 'hang');
      const error = await errorOf(world.clientWith({ timeout: 200 }).get(1));
      expect(error).toMatchObject({ code: 'timeout', retriable: true });
    });

    it('says that a forge is out of reach', async () => {
      const client = world.clientWith({ apiUrl: world.forge.apiUrl.replace(/:\d+/, ':1') });
      expect(await errorOf(client.get(1))).toMatchObject({ code: 'unreachable', retriable: true });
      world.forge.answer(() => 'cut');
      expect((await errorOf(world.client.get(1))).code).toBe('unreachable');
    });

    it('says that the token is wrong, even one that no header can hold', async () => {
      const wrong = world.clientWith({ token: () => 'wrong' });
      expect((await errorOf(wrong.listOpen('main', ''))).code).toBe('unauthorized');
      const broken = world.clientWith({ token: () => `${TOKEN}\n\u0000` });
      expect((await errorOf(broken.listOpen('main', ''))).code).toMatch(/unauthorized|invalid|unreachable/);
    });

    it('says that the repository is not there', async () => {
      const client = world.clientWith({ repository: repository.replace(/config$/, 'nothing') });
      expect((await errorOf(client.listOpen('main', 'automator/'))).code).toBe('not-found');
      expect((await errorOf(world.client.get(999))).code).toBe('not-found');
    });

    it('does not follow a repository that was renamed', async () => {
      world.forge.person.rename(repository.replace(/config$/, 'renamed'));
      expect((await errorOf(world.client.listOpen('main', 'automator/'))).code).toMatch(
        /^(?:moved|not-found)$/,
      );
      expect((await errorOf(world.client.update(1, { title: 'z' }))).code).toMatch(/^(?:moved|not-found)$/);
      expect((await world.forge.pulls())[0]?.title).toBe('x');
    });

    it('says that the repository is archived, where the forge says so', async () => {
      world.forge.person.archive();
      const error = await errorOf(world.client.update(1, { title: 'z' }));
      expect(error.code).toMatch(/^(?:archived|forbidden)$/);
      expect(error.retriable).toBe(false);
    });

    it('reports each request without secrets', async () => {
      const reports: ForgeRequestReport[] = [];
      await world.clientWith({ onRequest: (report) => reports.push(report) }).get(1);
      expect(reports.length).toBeGreaterThan(0);
      expect(reports[0]).toMatchObject({ method: 'GET', status: 200, host: new URL(world.forge.url).host });
      expect(reports[0]?.operation).toContain('{number}');
      expect(JSON.stringify(reports)).not.toContain(TOKEN);
    });
  });
}
