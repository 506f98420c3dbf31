import type {
  Fault,
  SandboxRegistry,
  SandboxRegistryOptions,
  SandboxRepository,
} from '@deployment-automator/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from './parts/free-port.ts';
import type { Automator, Ended } from './world/automator.ts';
import { deployment } from './world/manifests.ts';
import { configRepo, fileOf, openSite, plainRegistry, type Settings, type Site } from './world/site.ts';
import { waitUntil } from './world/wait-until.ts';

/** What `run --json` prints. */
interface Result {
  readonly updates: readonly { readonly id: string; readonly to: string }[];
  readonly held: readonly unknown[];
  readonly errors: readonly { where: string; code: string; message: string; next: string }[];
}

/** A Deployment of an image on some registry, at 1.0.0. */
const manifest = (host: string, name: string, annotations?: readonly string[]): string =>
  deployment(`${host}/me/${name}:1.0.0`, annotations === undefined ? { name } : { name, annotations });
const moved = (text: string, to = '1.1.0'): string => text.replace(':1.0.0', `:${to}`);

describe('one run over everything that can be bad', () => {
  const badFiles: {
    name: string;
    file: string;
    content: (host: string) => string;
    line: number;
    code: string;
    message: RegExp;
  }[] = [
    {
      name: 'broken YAML',
      file: 'broken.yaml',
      content: (host) => `${manifest(host, 'good')}---\nkind: Pod\nimage: nginx: 1\n`,
      line: 32,
      code: 'syntax',
      message: /not valid yaml/i,
    },
    {
      name: 'a range that is not valid',
      file: 'range.yaml',
      content: (host) => manifest(host, 'good', ['automator/tag: semver:^banana']),
      line: 6,
      code: 'bad-policy',
      message: /\^banana/,
    },
    {
      name: 'a container that is not there',
      file: 'container.yaml',
      content: (host) => manifest(host, 'good', ['automator/tag.nobody: semver:^1']),
      line: 6,
      code: 'unknown-container',
      message: /"nobody".*there are good/,
    },
    {
      name: 'an automator/ key that is not known',
      file: 'key.yaml',
      content: (host) => manifest(host, 'good', ['automator/tag: semver:^1', 'automator/hodl: "true"']),
      line: 7,
      code: 'unknown-key',
      message: /"hodl"/,
    },
    {
      name: 'an annotation where no image is',
      file: 'imageless.yaml',
      content: () =>
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bad\n  annotations:\n    automator/tag: semver:^1\n',
      line: 6,
      code: 'no-image-field',
      message: /no image field/,
    },
  ];

  const account = { username: 'me', password: 'right' };
  const wrong = { credentials: { username: 'me', password: 'wrong' } };
  const badRegistries: {
    name: string;
    fault?: Fault;
    options?: SandboxRegistryOptions;
    settings?: Settings;
    code: string;
    message: RegExp;
    /** What the file becomes all the same. */
    to?: string;
  }[] = [
    {
      name: 'a web page',
      fault: () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<title>Log in</title>' }),
      code: 'not-a-registry',
      message: /web page/,
    },
    { name: '401', options: { credentials: account }, code: 'unauthorized', message: /wants credentials/ },
    {
      name: '401 to a wrong password (basic)',
      options: { credentials: account, auth: 'basic' },
      settings: wrong,
      code: 'unauthorized',
      message: /refuses the configured credentials/,
    },
    {
      name: '401 to a wrong password (bearer)',
      options: { credentials: account, auth: 'bearer' },
      settings: wrong,
      code: 'unauthorized',
      message: /refuses the configured credentials/,
    },
    { name: '403', fault: () => ({ status: 403 }), code: 'denied', message: /denied/ },
    { name: '404', fault: () => ({ status: 404 }), code: 'not-found', message: /not found/ },
    {
      name: '429 and Retry-After',
      fault: () => ({ status: 429, headers: { 'retry-after': '60' } }),
      code: 'rate-limited',
      message: /too many requests/,
    },
    { name: '503', fault: () => ({ status: 503 }), code: 'server-error', message: /503/ },
    {
      name: 'JSON that is no list of tags',
      fault: () => ({ status: 200, body: '{"hello":"world"}' }),
      code: 'bad-answer',
      message: /not a list of tags/,
    },
    { name: 'a cut connection', fault: () => 'cut', code: 'unreachable', message: /cannot be reached/ },
    { name: 'silence', fault: () => 'hang', code: 'timeout', message: /no whole answer/ },
    {
      name: 'a tag in the list that is not there any more',
      fault: ({ path }) => (path.includes('/manifests/') ? { status: 404 } : undefined),
      code: 'tag-gone',
      message: /1\.1\.0 was listed but is not in the registry/,
    },
    {
      name: 'a list that breaks off: what was read is enough to move up',
      options: { pageSize: 2 },
      fault: ({ path }) => (path.includes('last=') ? { status: 500 } : undefined),
      code: 'server-error',
      message: /500/,
      to: '1.1.0',
    },
  ];

  const badRepos: {
    name: string;
    entry: (name: string, other: SandboxRepository) => Settings;
    code: string;
    message: RegExp;
  }[] = [
    {
      name: 'a branch that does not exist',
      entry: (name, other) => configRepo(name, other, { branch: 'nowhere' }),
      code: 'git-branch-missing',
      message: /\(branch nowhere\): the branch is not there/,
    },
    {
      name: 'a wrong git password',
      entry: (name, other) =>
        configRepo(name, other, { credentials: { username: 'automator', password: 'wrong' } }),
      code: 'git-unauthorized',
      message: /did not accept the credentials/,
    },
    {
      name: 'no git password',
      entry: (name, other) => configRepo(name, other, { credentials: undefined }),
      code: 'git-unauthorized',
      message: /wants credentials, and none are configured/,
    },
    {
      name: 'no such repository',
      entry: (name, other) => configRepo(name, { url: other.url.replace('other', 'nothing') }),
      code: 'git-not-found',
      message: /no such repository/,
    },
    {
      name: 'a git server that is not there',
      entry: (name) => configRepo(name, { url: 'http://127.0.0.1:9/config.git' }),
      code: 'git-unreachable',
      message: /did not answer/,
    },
  ];

  let site: Site;
  let good: SandboxRegistry;
  let files: Record<string, string>;
  let hosts: string[];
  let repository: SandboxRepository;
  let other: SandboxRepository;
  let entries: Settings[];
  let ended: Ended;
  let result: Result;

  beforeAll(async () => {
    site = await openSite();
    good = await site.openRegistry();
    good.seed('me/good', ['1.0.0', '1.1.0']);
    const registries: Settings[] = [];
    files = Object.fromEntries(badFiles.map(({ file, content }) => [file, content(good.host)]));
    hosts = [];
    for (const [at, { options = {}, fault, settings = {} }] of badRegistries.entries()) {
      const bad = await site.openRegistry(options);
      bad.seed('me/bad', ['1.0.0', '1.1.0', '2.0.0']);
      bad.answer(fault);
      hosts.push(bad.host);
      registries.push(plainRegistry(bad, settings));
      files[`registry-${at}.yaml`] = manifest(bad.host, 'bad');
    }
    const nowhere = `127.0.0.1:${await freePort()}`;
    hosts.push(nowhere);
    registries.push(plainRegistry({ host: nowhere }), plainRegistry(good));
    files['nowhere.yaml'] = manifest(nowhere, 'bad');
    files['good.yaml'] = manifest(good.host, 'good');
    repository = await site.createRepository('config', files);
    other = await site.createRepository('other', { 'good.yaml': manifest(good.host, 'good') });
    entries = badRepos.map(({ entry }, at) => entry(`bad-${at}`, other));
    const configRepos = [...entries, configRepo('config', repository)];
    ended = await site.command({ configRepos, registries }, ['run', '--json']);
    result = JSON.parse(ended.stdout);
  }, 120_000);
  afterAll(() => site.close());

  const errorsAt = (where: string) => result.errors.filter((error) => error.where === where);

  test('prints one object on one line, and ends with 1', () => {
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toMatch(/^\{.*\}\n$/);
    expect(Object.keys(result)).toEqual(['updates', 'held', 'errors']);
    expect(result.errors).toHaveLength(badFiles.length + badRegistries.length + 1 + badRepos.length);
    for (const error of result.errors) {
      expect(Object.keys(error)).toEqual(['where', 'code', 'message', 'next']);
      for (const text of Object.values(error)) expect(text).toMatch(/\S/);
    }
    expect(ended.code).toBe(1);
  });

  test('writes every update that is good, and nothing else', async () => {
    expect(await fileOf(repository, 'good.yaml')).toBe(moved(files['good.yaml'] ?? ''));
    expect(await fileOf(other, 'good.yaml')).toBe(manifest(good.host, 'good'));
    expect(result.updates.map(({ id }) => id.split('#')[0])).toEqual([
      'broken.yaml',
      'good.yaml',
      'registry-12.yaml',
    ]);
  });

  test.each(badFiles)('names the line of $name', async ({ file, line, code, message }) => {
    expect(errorsAt(`${file}:${line}`)).toMatchObject([{ code, message: expect.stringMatching(message) }]);
    // A document that can be read goes on, though another one in its file cannot.
    const before = files[file] ?? '';
    expect(await fileOf(repository, file)).toBe(code === 'syntax' ? moved(before) : before);
  });

  test.each(badRegistries.map((bad, at) => ({ ...bad, at })))(
    'names the registry that answers with $name',
    async ({ at, code, message, to }) => {
      const host = hosts[at] ?? '';
      expect(errorsAt(`${host}/me/bad`)).toMatchObject([{ code, message: expect.stringMatching(message) }]);
      expect(errorsAt(`${host}/me/bad`)[0]?.message).toContain(host);
      const before = files[`registry-${at}.yaml`] ?? '';
      expect(await fileOf(repository, `registry-${at}.yaml`)).toBe(
        to === undefined ? before : moved(before, to),
      );
    },
  );

  test('names the registry that is not there', () => {
    const host = hosts.at(-1) ?? '';
    const message = expect.stringContaining(`${host}/me/bad: it cannot be reached (ECONNREFUSED)`);
    expect(errorsAt(`${host}/me/bad`)).toMatchObject([{ code: 'unreachable', message }]);
  });

  test.each(badRepos.map((bad, at) => ({ ...bad, at })))(
    'names the config repo with $name',
    ({ at, code, message }) => {
      expect(errorsAt(`bad-${at}`)).toMatchObject([{ code, message: expect.stringMatching(message) }]);
      expect(errorsAt(`bad-${at}`)[0]?.message).toContain(entries[at]?.['url']);
    },
  );
});

describe('strange, but no error', () => {
  let site: Site;
  afterEach(() => site.close());

  test('20,000 tags on 20 pages, and repositories without any tag', async () => {
    site = await openSite();
    const big = await site.openRegistry({ pageSize: 1000 });
    big.seed(
      'me/big',
      Array.from({ length: 20_000 }, (_, at) => `1.${Math.floor(at / 200)}.${at % 200}`),
    );
    const empty = await site.openRegistry();
    empty.answer(({ path }) => ({
      status: 200,
      body: path.includes('me/empty') ? '{"name":"me/empty","tags":[]}' : '{"name":"me/null","tags":null}',
    }));
    const files = {
      'big.yaml': manifest(big.host, 'big'),
      'empty.yaml': manifest(empty.host, 'empty'),
      'null.yaml': manifest(empty.host, 'null'),
    };
    const repository = await site.createRepository('config', files);
    const registries = [plainRegistry(big), plainRegistry(empty)];
    const settings = { configRepos: [configRepo('config', repository)], registries };
    const { code, stdout } = await site.command(settings, ['run', '--json']);
    const result: Result = JSON.parse(stdout);
    expect(result).toMatchObject({ updates: [{ from: '1.0.0', to: '1.99.199' }], held: [], errors: [] });
    expect(code).toBe(0);
    expect(await fileOf(repository, 'big.yaml')).toBe(moved(files['big.yaml'], '1.99.199'));
    expect(await fileOf(repository, 'empty.yaml')).toBe(files['empty.yaml']);
    expect(big.requests.filter(({ path }) => path.includes('/tags/list'))).toHaveLength(20);
  });
});

describe('a service beside what is bad', () => {
  let site: Site;
  afterEach(() => site.close());

  test('says each fault in one line, stays up, and goes on with what is good', async () => {
    site = await openSite();
    const good = await site.openRegistry();
    good.seed('me/good', ['1.0.0', '1.1.0']);
    const html = await site.openRegistry();
    html.answer(() => ({
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<title>Log in</title>',
    }));
    const silent = await site.openRegistry();
    silent.answer(() => 'hang');
    const nowhere = { host: `127.0.0.1:${await freePort()}` };
    const before = manifest(good.host, 'good');
    const repository = await site.createRepository('config', {
      'broken.yaml': 'kind: Pod\nimage: nginx: 1\n',
      'good.yaml': before,
      'html.yaml': manifest(html.host, 'bad'),
      'nowhere.yaml': manifest(nowhere.host, 'bad'),
      'range.yaml': manifest(good.host, 'good', ['automator/tag: semver:^banana']),
      'silent.yaml': manifest(silent.host, 'bad'),
    });
    const service = await site.serve({
      api: { open: true },
      configRepos: [
        configRepo('no-branch', repository, { branch: 'nowhere' }),
        configRepo('wrong-password', repository, {
          credentials: { username: 'automator', password: 'wrong' },
        }),
        configRepo('down', { url: `http://${nowhere.host}/config.git` }),
        configRepo('config', repository),
      ],
      registries: [good, html, silent, nowhere].map((registry) => plainRegistry(registry)),
    });

    await waitUntil('the good update', async () => (await fileOf(repository, 'good.yaml')) === moved(before));
    const faults = [
      { where: 'no-branch', code: 'git-branch-missing' },
      { where: 'wrong-password', code: 'git-unauthorized' },
      { where: 'down', code: 'git-unreachable' },
      { where: 'broken.yaml:2', code: 'syntax' },
      { where: 'range.yaml:6', code: 'bad-policy' },
      { image: `${html.host}/me/bad`, code: 'not-a-registry' },
      { image: `${nowhere.host}/me/bad`, code: 'unreachable' },
    ];
    const said = (fault: object) =>
      service
        .log()
        .filter((line) => Object.entries(fault).every(([key, value]) => line[key] === value) && line['next']);
    await waitUntil('a line for each fault', () => faults.every((fault) => said(fault).length > 0));

    const ready = await fetch(`${service.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      configRepos: { config: 'ok', 'no-branch': expect.stringContaining('the branch is not there') },
    });
    good.seed('me/good', ['1.2.0']);
    await waitUntil(
      'the next update, while a registry is silent',
      async () => (await fileOf(repository, 'good.yaml')) === moved(before, '1.2.0'),
    );
    // What is wrong in a file is said once, not at every poll and every commit.
    expect(said({ where: 'broken.yaml:2' })).toHaveLength(1);
    expect(await fileOf(repository, 'range.yaml')).toContain(':1.0.0');
  });
});

describe('a bad webhook', () => {
  const authorization = 'Bearer of good news';
  const distribution = '/webhooks/registry/distribution';
  const tenMegabytes = Buffer.alloc(10 * 1024 * 1024, 32);
  const cases: {
    name: string;
    path?: string;
    headers?: Record<string, string>;
    body: NonNullable<RequestInit['body']>;
    status: number;
    kind?: string;
    detail: RegExp;
  }[] = [
    { name: 'of 10 MB', body: tenMegabytes, status: 413, detail: /too large/ },
    {
      name: 'of 10 MB without a secret',
      headers: {},
      body: tenMegabytes,
      status: 413,
      detail: /too large/,
    },
    {
      name: 'of 10 MB whose length nobody told',
      body: new Blob([tenMegabytes]).stream(),
      status: 413,
      detail: /too large/,
    },
    { name: 'that is no JSON', body: '<html>', status: 400, detail: /not JSON/ },
    { name: 'without a body', body: '', status: 400, detail: /not JSON/ },
    { name: 'of another sender', body: '{"push_data":{"tag":"1"}}', status: 400, detail: /events/ },
    {
      name: 'without a secret',
      headers: {},
      body: '{"events":[]}',
      status: 401,
      detail: /webhooks\.registry\.distribution/,
    },
    {
      name: 'with a wrong secret',
      headers: { authorization: 'Bearer of bad news' },
      body: '{"events":[]}',
      status: 401,
      detail: /webhooks\.registry\.distribution/,
    },
    {
      name: 'without its token',
      path: '/webhooks/registry/dockerhub',
      body: '{}',
      status: 401,
      kind: 'dockerhub',
      detail: /webhooks\.registry\.dockerhub/,
    },
    {
      name: 'with a wrong token',
      path: '/webhooks/registry/dockerhub/wrong',
      body: '{}',
      status: 401,
      kind: 'dockerhub',
      detail: /webhooks\.registry\.dockerhub/,
    },
    {
      name: 'of an unknown kind',
      path: '/webhooks/registry/carrier-pigeon',
      body: '{}',
      status: 404,
      kind: 'unknown',
      detail: /carrier-pigeon/,
    },
    {
      name: 'of a kind that is not configured',
      path: '/webhooks/registry/quay',
      body: '{}',
      status: 404,
      kind: 'quay',
      detail: /webhooks\.registry/,
    },
    {
      name: 'of a forge, which is not configured',
      path: '/webhooks/forge/github',
      body: '{}',
      status: 404,
      kind: 'forge/github',
      detail: /webhooks\.forge/,
    },
  ];

  let site: Site;
  let registry: SandboxRegistry;
  let repository: SandboxRepository;
  let service: Automator;
  let versions = 0;

  // One service takes them all: that it still works after each is what is to be seen.
  beforeAll(async () => {
    site = await openSite();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}${distribution}`;
    registry = await site.openRegistry({ notifications: [{ url, headers: { authorization } }] });
    registry.seed('me/good', ['1.0.0']);
    repository = await site.createRepository('config', { 'good.yaml': manifest(registry.host, 'good') });
    const settings = {
      configRepos: [configRepo('config', repository, { pollInterval: '1h' })],
      registries: [plainRegistry(registry, { pollInterval: '1h' })],
      webhooks: {
        registry: { distribution: { headers: { authorization } }, dockerhub: { tokens: ['a token'] } },
      },
    };
    service = await site.serve(settings, { port });
    await waitUntil('the first listing', () =>
      registry.requests.some(({ path }) => path.includes('tags/list')),
    );
  });
  afterAll(() => site.close());

  test.each(cases)('$name', async ({ path = distribution, headers, body, status, kind, detail }) => {
    const init: RequestInit = { method: 'POST', headers: headers ?? { authorization }, body, duplex: 'half' };
    const answer = await fetch(`${service.url}${path}`, init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({
      type: 'about:blank',
      status,
      title: expect.stringMatching(/\S/),
      detail: expect.stringMatching(detail),
    });
    await waitUntil('a line in the log', () =>
      service
        .log()
        .some(
          (line) =>
            line['kind'] === (kind ?? 'distribution') &&
            line['status'] === status &&
            String(line['msg']).startsWith('webhook refused: '),
        ),
    );
    versions += 1;
    const version = `1.${versions}.0`;
    await registry.push('me/good', version);
    await waitUntil('the update by a good webhook', async () =>
      (await fileOf(repository, 'good.yaml')).includes(`:${version}`),
    );
  });
});
