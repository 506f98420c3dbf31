import type { ForgeRequestEntry } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ForgeClient, githubAppToken } from '../../src/index.ts';
import { type ForgeUnderTest, startForgeUnderTest } from '../contract/forge-under-test.ts';
import { privateKey } from './app-key.ts';
import { type Operation, operationOf, readDescription } from './openapi-description.ts';
import { least, misfits } from './openapi-schema.ts';

const description = readDescription();
const PREFIX = '/api/v3';
const repository = 'acme/config';

/** Every method, in an order in which each finds what it needs. */
const calls: readonly (readonly [string, (client: ForgeClient) => Promise<unknown>])[] = [
  ['whoAmI', (client) => client.whoAmI()],
  [
    'create',
    (client) =>
      client.create({
        head: 'automator/web',
        base: 'main',
        title: 'Update web',
        body: 'text',
        draft: true,
        labels: ['deps'],
        reviewers: ['alice', 'acme/platform'],
        assignees: ['alice'],
      }),
  ],
  ['listOpen', (client) => client.listOpen('main', 'automator/')],
  ['listByHead', (client) => client.listByHead('automator/web', 'main', 5)],
  ['get', (client) => client.get(1)],
  [
    'update',
    (client) => client.update(1, { title: 'New', body: 'b', addLabels: ['x'], removeLabels: ['deps'] }),
  ],
  ['comment', (client) => client.comment(1, 'hello')],
  ['listComments', (client) => client.listComments(1, 0)],
  ['status of an open one', (client) => client.status(1)],
  ['close', (client) => client.close(1)],
  ['status of a closed one', (client) => client.status(1)],
  ['reopen', (client) => client.reopen(1)],
  ['mayWrite', (client) => client.mayWrite('alice')],
  ['requiresUpToDate', (client) => client.requiresUpToDate('main')],
  ['compare', (client) => client.compare(repository, 'main', 'automator/web', 10)],
  ['release', (client) => client.release('acme/web', 'v1')],
];

describe("GitHub's own OpenAPI description", { timeout: 30_000 }, () => {
  let world: ForgeUnderTest;
  beforeEach(async () => {
    // Only its releases are asked for, and those are no git.
    const sources = { 'acme/web': { path: '', releases: [{ tag: 'v1', notes: 'text' }] } };
    world = await startForgeUnderTest('github', repository, { sources });
    await world.branch('automator/web');
  });
  afterEach(() => world.stop());

  it('describes every request that is made, and every answer of the protocol fake', async () => {
    const token = githubAppToken({ appId: 1, privateKey, repository, apiUrl: world.forge.apiUrl });
    const client = world.clientWith({ token });
    await world.forge.person.protect('main', { upToDate: false });
    for (const [, call] of calls) await call(client);
    await world.forge.person.approve(1);
    await client.status(1);
    await world.forge.person.protect('main', { upToDate: true });
    await client.requiresUpToDate('main');
    const log = world.forge.requests.filter(({ path }) => path !== '/api/graphql');
    const used = log.map(operationOfEntry);
    expect(log.flatMap(misfitsOf)).toEqual([]);
    expect([...new Set(used)].sort()).toEqual(Object.keys(description.operations).sort());
  });

  it.each(calls)('the least answer that it allows is understood: %s', async (_, call) => {
    world.forge.answer(({ method, path }) => {
      const [, operation] = operationOf(description, method, pathOf(path)) ?? [];
      const [status, schema] = Object.entries(operation?.responses ?? {}).find(([one]) => one < '300') ?? [];
      if (status === undefined || schema === undefined) return undefined;
      const body = JSON.stringify(least(description.schemas, schema));
      return { status: Number(status), headers: { 'content-type': 'application/json' }, body };
    });
    await expect(call(world.client)).resolves.not.toThrow();
  });
});

function pathOf(path: string): string {
  return decodeURIComponent((path.split('?')[0] ?? '').slice(PREFIX.length));
}

function operationOfEntry({ method, path }: ForgeRequestEntry): string {
  return operationOf(description, method, pathOf(path))?.[0] ?? `${method} ${path}`;
}

function misfitsOf(entry: ForgeRequestEntry): readonly string[] {
  const [name, operation] = operationOf(description, entry.method, pathOf(entry.path)) ?? [];
  if (operation === undefined) return [`${entry.method} ${entry.path} is no operation of GitHub`];
  const { schemas } = description;
  const query = [...new URL(entry.path, 'http://localhost').searchParams].flatMap(([key, value]) => {
    const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === key);
    if (parameter === undefined) return [`?${key}: unknown`];
    const typed = parameter.schema.type === 'integer' ? Number(value) : value;
    const plain = {
      ...parameter.schema,
      ...(parameter.schema.format === 'date-time' ? { format: 'text' } : {}),
    };
    return misfits(schemas, plain, typed, 'whole', `?${key}`);
  });
  const body =
    operation.body === undefined ? [] : misfits(schemas, operation.body, entry.body, 'whole', 'body');
  const said = misfitsOfAnswer(operation, entry);
  return [...query, ...body, ...said].map((fault) => `${name}: ${fault}`);
}

/** Refusals are described for few operations: what all of them have is a message. */
function misfitsOfAnswer(operation: Operation, { status, answer }: ForgeRequestEntry): readonly string[] {
  const refusal = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } };
  const open = { ...refusal, additionalProperties: true };
  const schema = status < 400 ? operation.responses[String(status)] : open;
  if (schema === undefined) return [`status ${status}: unknown`];
  return misfits(description.schemas, schema, answer, status < 400 ? 'part' : 'whole', 'answer');
}
