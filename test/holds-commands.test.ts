import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxRepository } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ended } from './world/automator.ts';
import { deployment } from './world/manifests.ts';
import { git, startPerson } from './world/person.ts';
import { configRepo, fileOf, openSite, plainRegistry, type Settings, type Site } from './world/site.ts';
import { gitCredentials } from './world/world.ts';

const id = 'web.yaml#0/spec/template/spec/containers/0/image';
const rules = '# Ours.\r\nrules: []   # none yet\r\n';

let site: Site;
let one: SandboxRepository;
let two: SandboxRepository;
let settings: Settings;

beforeEach(async () => {
  site = await openSite();
  const registry = await site.openRegistry();
  for (const tag of ['1.0.0', '1.1.0']) await registry.push('acme/web', tag);
  const web = deployment(`${registry.host}/acme/web:1.0.0`);
  one = await site.createRepository('one', { 'web.yaml': web });
  two = await site.createRepository('two', { 'other.yaml': web, '.automator.yaml': rules });
  settings = {
    configRepos: [configRepo('one', one), configRepo('two', two)],
    registries: [plainRegistry(registry)],
  };
});
afterEach(() => site.close());

const command = (...args: string[]): Promise<Ended> => site.command(settings, args, { USER: 'ann' });
const tagIn = async (repository: SandboxRepository, file: string): Promise<string | undefined> =>
  /acme\/web:(\S+)/.exec(await fileOf(repository, file))?.[1];
const headOf = ({ path }: SandboxRepository): Promise<string> => git(path, 'rev-parse', 'main');
const rulesOf = ({ path }: SandboxRepository): Promise<string> => git(path, 'show', 'main:.automator.yaml');

test('hold writes who, why and until when, run obeys it, and release takes it away', async () => {
  const until = '2100-01-31T12:00:00Z';
  const held = await command('hold', id, '--reason', 'load test: until Friday', '--until', until, '--json');
  expect(JSON.parse(held.stdout)).toEqual({ id, commit: await headOf(one) });
  expect(await rulesOf(one)).toMatch(
    /^holds:\n {2}- id: web\.yaml#0\/spec\/template\/spec\/containers\/0\/image\n {4}field: Deployment \/helloworld helloworld\n {4}reason: ["']load test: until Friday["']\n {4}until: ["']?2100-01-31T12:00:00Z["']?\n {4}by: ann\n {4}at: \S+$/,
  );
  expect(await git(one.path, 'log', '-1', '--format=%an: %s', 'main')).toBe(
    `Deployment Automator: Hold ${id}`,
  );
  const run = await command('run', '--json');
  expect(JSON.parse(run.stdout).held).toMatchObject([
    { id, to: '1.1.0', code: 'hold', reason: `load test: until Friday (by ann, until ${until})` },
  ]);
  expect([await tagIn(one, 'web.yaml'), await tagIn(two, 'other.yaml')]).toEqual(['1.0.0', '1.1.0']);

  expect((await command('hold', id, '--reason', 'longer')).code).toBe(0);
  expect((await rulesOf(one)).match(/- id:/g)).toHaveLength(1);
  expect((await command('release', id)).code).toBe(0);
  expect(await rulesOf(one)).not.toContain('holds:');
  expect((await command('run')).code).toBe(0);
  expect(await tagIn(one, 'web.yaml')).toBe('1.1.0');
});

test('freeze stops every config repo or the one named, and unfreeze gives back every byte', async () => {
  const frozen = await command('freeze', '--config-repo', 'two', '--reason', 'audit', '--json');
  expect(JSON.parse(frozen.stdout)).toEqual({ commit: await headOf(two) });
  expect((await command('freeze', '--until', '2100-01-01', '--json')).stdout.trim().split('\n')).toHaveLength(
    2,
  );
  const run = await command('run', '--json');
  expect(JSON.parse(run.stdout)).toMatchObject({
    updates: [],
    held: [{ code: 'frozen' }, { code: 'frozen' }],
  });

  expect((await command('unfreeze', '--config-repo', 'two')).code).toBe(0);
  expect(`${await rulesOf(two)}\n`).toBe(rules);
  expect((await command('run')).code).toBe(0);
  expect([await tagIn(one, 'web.yaml'), await tagIn(two, 'other.yaml')]).toEqual(['1.0.0', '1.1.0']);
});

test('a hold is not lost to the pushes of others, nor theirs to it', async () => {
  const url = one.url.replace('//', `//${gitCredentials.username}:${gitCredentials.password}@`);
  const person = await startPerson('bob', url, join(site.folder, 'bob'));
  let busy = true;
  const pushing = (async () => {
    let pushed = 0;
    while (busy) {
      await person.change('notes.txt', (text) => `${text}${pushed}\n`, `note ${pushed}`);
      pushed++;
      await sleep(100);
    }
    return pushed;
  })();
  const ended = await command('hold', id, '--json').finally(() => {
    busy = false;
  });
  const pushed = await pushing;
  expect(ended).toMatchObject({ code: 0 });
  expect(await rulesOf(one)).toContain(`id: ${id}`);
  expect((await fileOf(one, 'notes.txt')).trim().split('\n')).toHaveLength(pushed);
});

test.each([
  ['a field that is not there', ['hold', 'gone.yaml#0/image'], 1, 'automator scan'],
  ['a time that is over', ['freeze', '--until', '2020-01-01'], 64, 'a time to come'],
  ['no time', ['hold', id, '--until', 'friday'], 64, '2026-01-31T12:00:00Z'],
  ['a config repo that is not configured', ['unfreeze', '--config-repo', 'three'], 64, 'one, two'],
])('%s is refused, with the next step, and nothing is written', async (_title, args, code, said) => {
  const before = [await headOf(one), await headOf(two)];
  const ended = await command(...args);
  expect(ended.code).toBe(code);
  expect(ended.stderr).toContain(said);
  expect([await headOf(one), await headOf(two)]).toEqual(before);
});
