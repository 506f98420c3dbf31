import { inspect } from 'node:util';
import type { ForgeFaultName } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ForgeClient,
  ForgeError,
  type ForgeErrorCode,
  type ForgeRequestReport,
} from '../../src/index.ts';
import type { ForgeContractOptions } from './forge-client-contract.ts';
import { type ForgeUnderTest, startForgeUnderTest, TOKEN } from './forge-under-test.ts';

const FAULTS: readonly (readonly [ForgeFaultName, ForgeErrorCode])[] = [
  ['unauthorized', 'unauthorized'],
  ['forbidden', 'forbidden'],
  ['not-found', 'not-found'],
  ['invalid', 'invalid'],
  ['rate-limited', 'rate-limited'],
  ['secondary-limit', 'rate-limited'],
  ['unavailable', 'unavailable'],
];

/** Every method that asks the repository, with arguments that are fine. */
const METHODS: readonly (readonly [string, (client: ForgeClient) => Promise<unknown>])[] = [
  ['listOpen', (client) => client.listOpen('main', 'automator/')],
  ['listByHead', (client) => client.listByHead('automator/web', 'main', 5)],
  ['get', (client) => client.get(1)],
  ['status', (client) => client.status(1)],
  ['create', (client) => client.create({ head: 'automator/new', base: 'main', title: 'x', body: 'y' })],
  ['update', (client) => client.update(1, { title: 'z' })],
  ['close', (client) => client.close(1)],
  ['listComments', (client) => client.listComments(1, 0)],
  ['comment', (client) => client.comment(1, 'hello')],
];

/** What a client makes of a forge that refuses, limits, is down or answers nonsense. */
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

    const errorOf = async (work: Promise<unknown>): Promise<ForgeError> => {
      const error = await work.catch((thrown: unknown) => thrown);
      if (!(error instanceof ForgeError)) throw new Error(`no ForgeError: ${inspect(error)}`);
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN);
      return error;
    };

    describe.each(FAULTS)('%s', (fault, code) => {
      it.each(METHODS)(`is ${code} from %s`, async (_, method) => {
        const retryAt = Math.ceil(Date.now() / 1000) * 1000 + 120_000;
        world.forge.answer(() => world.forge.faultReply(fault, retryAt));
        const error = await errorOf(method(world.client));
        expect(error).toMatchObject({ code, repository });
        expect(error.message).toContain(error.host);
        const off = error.retryAt === undefined ? 0 : Math.abs(error.retryAt - retryAt);
        expect(off).toBeLessThanOrEqual(2_000);
        expect(error.retryAt !== undefined || code !== 'rate-limited').toBe(true);
      });
    });

    it('does not repeat a request by itself', async () => {
      for (const fault of ['rate-limited', 'unavailable'] as const) {
        world.forge.answer(() => world.forge.faultReply(fault));
        const before = world.forge.requests.length;
        await errorOf(world.client.listOpen('main', 'automator/'));
        await errorOf(world.client.update(1, { title: 'z' }));
        expect(world.forge.requests.length - before).toBe(2);
      }
    });

    it.each(METHODS)('reads a web page in place of JSON as a bad answer, in %s', async (_, method) => {
      const html = { 'content-type': 'text/html' };
      world.forge.answer(() => ({ status: 200, headers: html, body: '<html>Sign in</html>' }));
      expect((await errorOf(method(world.client))).code).toBe('bad-answer');
    });

    it.each(METHODS)('reads JSON of another shape as a bad answer, in %s', async (name, method) => {
      const json = { 'content-type': 'application/json' };
      world.forge.answer(() => ({ status: 200, headers: json, body: '{"hello":[1,null]}' }));
      if (name === 'close') await method(world.client).catch(() => {});
      else expect((await errorOf(method(world.client))).code).toBe('bad-answer');
      world.forge.answer(() => ({ status: 200, headers: json, body: '{"cut off": ' }));
      expect((await errorOf(method(world.client))).code).toBe('bad-answer');
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
