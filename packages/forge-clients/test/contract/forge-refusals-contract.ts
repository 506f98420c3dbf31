import type { ForgeFaultName } from '@deployment-automator/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ForgeClient, ForgeErrorCode } from '../../src/index.ts';
import { errorOf } from './error-of.ts';
import type { ForgeContractOptions } from './forge-client-contract.ts';
import { type ForgeUnderTest, startForgeUnderTest } from './forge-under-test.ts';

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

/** What a client makes of a forge that refuses, limits, is down or answers nonsense. Nothing of it changes the forge. */
export function forgeRefusalsContract({ kind, repository = 'acme/config' }: ForgeContractOptions): void {
  describe(`refusals of ${kind}`, { timeout: 60_000 }, () => {
    let world: ForgeUnderTest;
    beforeAll(async () => {
      world = await startForgeUnderTest(kind, repository);
      await world.branch('automator/web');
      await world.client.create({ head: 'automator/web', base: 'main', title: 'x', body: 'y' });
      await world.branch('automator/new');
    });
    afterAll(() => world.stop());

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
  });
}
