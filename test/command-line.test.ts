import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SandboxRegistry, SandboxRepository } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runAutomator } from './world/automator.ts';
import { deployment } from './world/manifests.ts';
import { git } from './world/person.ts';
import { configRepo, fileOf, openSite, plainRegistry, type Settings, type Site } from './world/site.ts';

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

const digest = `sha256:${'a'.repeat(64)}`;
const otherDigest = `sha256:${'b'.repeat(64)}`;

/** Writes files into the folder `work` of the site. */
async function writeFolder(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(site.folder, 'work', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
const fileNow = (path: string): Promise<string> => readFile(join(site.folder, 'work', path), 'utf8');
const automator = (...args: string[]) => runAutomator(args, { cwd: site.folder });
const linesOf = (stdout: string): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('usage', () => {
  test('--help says what there is, and ends with 0', async () => {
    const { code, stdout, stderr } = await automator('--help');
    for (const command of ['serve', 'run', 'plan', 'scan', 'set', 'demo']) expect(stdout).toContain(command);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const scan = await automator('scan', '--help');
    expect(scan.stdout).toMatch(/^Usage: automator scan/);
    expect(scan.stdout).toContain('automator scan --json ./clusters');
    expect(scan.code).toBe(0);
  });

  test.each([
    { args: [], said: 'Usage: automator' },
    { args: ['scam'], said: "unknown command 'scam'" },
    { args: ['scan', '--fast'], said: "unknown option '--fast'" },
    { args: ['scan', 'a', 'b'], said: 'too many arguments' },
    { args: ['set'], said: "missing required argument 'ref'" },
    { args: ['run', '--config'], said: 'argument missing' },
  ])('$args is wrong usage: 64, with help', async ({ args, said }) => {
    const { code, stdout, stderr } = await automator(...args);
    expect(stderr).toContain(said);
    expect(stderr).toContain('Usage: automator');
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  });

  test.each([
    { args: ['set', 'Not A Reference'], said: 'Not A Reference' },
    { args: ['set', 'ghcr.io/acme/web'], said: 'neither a tag nor a digest' },
    { args: ['plan', '.', '--dialects', 'automator,klingon'], said: 'there is no dialect "klingon"' },
  ])('$args is wrong usage: 64, with the next step', async ({ args, said }) => {
    const { code, stdout, stderr } = await automator(...args);
    expect(stderr).toContain(said);
    expect(stderr).toMatch(/\n {2}next: \S/);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  });

  test.each(['serve', 'run', 'plan'])(
    '%s without a configuration: 1, with the next step',
    async (command) => {
      for (const args of [[command], [command, '--config', 'nowhere.yaml'], [command, '--config', '.']]) {
        const { code, stdout, stderr } = await automator(...args);
        expect(stderr).toMatch(
          /^error: .*(automator\.yaml|nowhere\.yaml|\.: )[^\n]*\n {2}next: .*--config.*\n$/,
        );
        expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      }
    },
  );

  test('a bad configuration: 1, with every fault by file and line', async () => {
    const text = `listen: nowhere
configRepos:
  - name: a b
    url: https://me:secret@example.org/config.git
    writeBack: always
    pollInterval: 1 fortnight
registries:
  - host: ghcr.io
    plainHttps: true
`;
    await writeFile(join(site.folder, 'bad.yaml'), text);
    const { code, stdout, stderr } = await automator('run', '--config', 'bad.yaml');
    const faults = [
      'bad.yaml:1:9: listen: ',
      'bad.yaml:3:11: configRepos[0].name: ',
      'bad.yaml:4:10: configRepos[0].url: ',
      'bad.yaml:5:16: configRepos[0].writeBack: ',
      'bad.yaml:6:19: configRepos[0].pollInterval: ',
      '    5 |     writeBack: always\n      |                ^\n',
    ];
    for (const fault of faults) expect(stderr).toContain(fault);
    expect(stderr).toMatch(/bad\.yaml:[89]:\d+: registries\[0\].*"plainHttps"/);
    expect(stderr).toMatch(/\n {2}next: \S/);
    expect(stderr).not.toContain('secret@');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});

describe('scan', () => {
  const files = {
    'a/mark.yml':
      '\uFEFF{apiVersion: v1, kind: Pod, metadata: {name: "é😀"}, spec: {containers: [{name: web, image: nginx}]}}\n',
    'b.yaml': `kind: ConfigMap
---
apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    automator/tag.web: semver:^1.0
spec:
  template:
    spec:
      initContainers:
      - image: "docker.io/busybox:1.36"
        name: init
      containers:
      - name: web
        image: 'localhost:5000/acme/web:1.0'
      - name: api
        image: ghcr.io/acme/api:1.4.2@${digest}  # automator: semver:~1.4 group=backend
      - name: side
        image: ghcr.io/acme/side@${digest}
`,
    'c.yaml': 'kind: Pod\nimage: nginx: 1\n',
    'text.txt': 'image: nginx:1\n',
  };
  const container = '/spec/template/spec/containers';
  const place = (file: string, document: number, path: string, line: number, column: number) => ({
    id: `${file}#${document}${path}`,
    file,
    document,
    path,
    line,
    column,
  });
  const none = { tag: null, digest: null };
  const unbound = { policy: null, dialect: null };
  const expected = [
    {
      ...place('a/mark.yml', 0, '/spec/containers/0/image', 1, 92),
      image: { registry: 'docker.io', repository: 'library/nginx', ...none },
      ...unbound,
    },
    {
      ...place('b.yaml', 1, '/spec/template/spec/initContainers/0/image', 12, 16),
      image: { registry: 'docker.io', repository: 'library/busybox', tag: '1.36', digest: null },
      ...unbound,
    },
    {
      ...place('b.yaml', 1, `${container}/0/image`, 16, 16),
      image: { registry: 'localhost:5000', repository: 'acme/web', tag: '1.0', digest: null },
      policy: 'semver:^1.0',
      dialect: 'automator',
    },
    {
      ...place('b.yaml', 1, `${container}/1/image`, 18, 16),
      image: { registry: 'ghcr.io', repository: 'acme/api', tag: '1.4.2', digest },
      policy: 'semver:~1.4',
      dialect: 'automator',
    },
    {
      ...place('b.yaml', 1, `${container}/2/image`, 20, 16),
      image: { registry: 'ghcr.io', repository: 'acme/side', tag: null, digest },
      ...unbound,
    },
  ];

  test('--json prints the contract, to the letter and in the order of the files', async () => {
    await writeFolder(files);
    const { code, stdout, stderr } = await automator('scan', '--json', 'work');
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(0, -1)).toEqual(expected.map((record) => JSON.stringify(record)));
    const unread = JSON.parse(lines.at(-1) ?? '');
    expect(Object.keys(unread)).toEqual(['file', 'error']);
    expect(unread).toEqual({ file: 'c.yaml', error: expect.stringMatching(/^2:\d+: Not valid YAML/) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [first] = files['a/mark.yml'].replace('\uFEFF', '').split('nginx');
    expect(expected[0]?.column).toBe([...(first ?? '')].length + 1);
  });

  test('as text, one line a field; the folder is the current one unless it is named', async () => {
    await writeFolder(files);
    const { code, stdout } = await runAutomator(['scan'], { cwd: join(site.folder, 'work') });
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('a/mark.yml:1:92  nginx');
    expect(lines[2]).toBe('b.yaml:16:16  localhost:5000/acme/web:1.0  (semver:^1.0)');
    expect(lines[5]).toMatch(/^c\.yaml: 2:\d+: Not valid YAML/);
    expect(code).toBe(0);
  });

  test('a folder that is not there: 1, with the next step', async () => {
    const { code, stdout, stderr } = await automator('scan', 'nowhere');
    expect(stderr).toMatch(/^error: cannot read nowhere: .*\n {2}next: .*\n$/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});

describe('set', () => {
  const web = `# ünicode first\r
apiVersion: apps/v1\r
kind:   Deployment\r
spec: {template: {spec: {containers: [\r
  {name: a, image: "ghcr.io/acme/web:1.0.0"},   # quoted\r
  {name: b, image: 'ghcr.io/acme/web'},\r
  {name: c, image: ghcr.io/acme/web-admin:1.0.0},\r
  {name: d, image: quay.io/acme/web:1.0.0}]}}}\r
`;
  const pinned = `kind: Pod
apiVersion: v1
spec:
  containers:
  - image: ghcr.io/acme/web:1.0.0@${digest} # keep me
`;
  const at = (index: number): string => `web.yaml#0/spec/template/spec/containers/${index}/image`;
  const pin = 'pinned.yaml#0/spec/containers/0/image';

  test('moves every field of the repository and no other byte', async () => {
    await writeFolder({ 'web.yaml': web });
    const { code, stdout, stderr } = await automator('set', 'ghcr.io/acme/web:1.1.0', 'work', '--json');
    expect(stdout.split('\n')).toEqual([
      JSON.stringify({ id: at(0), from: '1.0.0', to: '1.1.0' }),
      JSON.stringify({ id: at(1), from: '-', to: '1.1.0' }),
      '',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await fileNow('web.yaml')).toBe(
      web.replace('web:1.0.0"', 'web:1.1.0"').replace("web'", "web:1.1.0'"),
    );
    const again = await automator('set', 'ghcr.io/acme/web:1.1.0', 'work', '--json');
    expect(again).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('refuses to lose a digest, says how, and still moves the others', async () => {
    await writeFolder({ 'pinned.yaml': pinned, 'web.yaml': web });
    const { code, stdout } = await automator('set', 'ghcr.io/acme/web:1.1.0', 'work', '--json');
    const [refused, ...moved] = linesOf(stdout);
    expect(Object.keys(refused ?? {})).toEqual(['id', 'refused', 'reason']);
    expect(refused).toEqual({ id: pin, refused: 'pinned', reason: expect.stringContaining('--unpin') });
    expect(moved.map(({ id }) => id)).toEqual([at(0), at(1)]);
    expect(code).toBe(1);
    expect(await fileNow('pinned.yaml')).toBe(pinned);
  });

  test.each([
    { name: 'a digest of its own', ref: `ghcr.io/acme/web:1.1.0@${otherDigest}`, args: [] },
    { name: 'a digest alone', ref: `ghcr.io/acme/web@${otherDigest}`, args: [] },
    { name: '--unpin', ref: 'ghcr.io/acme/web:1.1.0', args: ['--unpin'] },
  ])('moves a pinned field by $name', async ({ ref, args }) => {
    await writeFolder({ 'pinned.yaml': pinned });
    const { code, stdout } = await automator('set', ref, 'work', '--json', ...args);
    const to = ref.slice('ghcr.io/acme/web'.length).replace(/^[:@]/, '');
    expect(linesOf(stdout)).toEqual([{ id: pin, from: `1.0.0@${digest}`, to: expect.stringContaining(to) }]);
    expect(code).toBe(0);
    expect(await fileNow('pinned.yaml')).toBe(pinned.replace(`ghcr.io/acme/web:1.0.0@${digest}`, ref));
  });

  test('a broken file that names the repository: 1, named, and the good ones are moved', async () => {
    await writeFolder({
      'broken.yaml': 'kind: Pod\nimage: ghcr.io/acme/web: 1\n',
      'chart.yaml': '{{- if .Values.x }}\nimage: {{ .Values.image }}\n{{- end }}\n',
      'web.yaml': web,
    });
    const { code, stdout, stderr } = await automator('set', 'ghcr.io/acme/web:1.1.0', 'work', '--json');
    expect(linesOf(stdout)).toHaveLength(2);
    expect(stderr).toMatch(/^error: broken\.yaml: 2:\d+: Not valid YAML.*\n$/);
    expect(code).toBe(1);
  });

  test('nothing to do is no failure, and is said', async () => {
    await writeFolder({ 'web.yaml': web });
    const { code, stdout, stderr } = await automator('set', 'nginx:1.27', 'work');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe('no field of docker.io/library/nginx was found in work\n');
    expect(await fileNow('web.yaml')).toBe(web);
  });
});

describe('plan and run', () => {
  let registry: SandboxRegistry;
  let repository: SandboxRepository;
  let before: string;
  const id = 'web.yaml#0/spec/template/spec/containers/0/image';

  beforeEach(async () => {
    registry = await site.openRegistry();
    registry.seed('me/web', ['1.0.0', '1.1.0', '2.0.0', '1.2.0-rc.1', 'latest']);
    before = deployment(`${registry.host}/me/web:1.0.0`);
    repository = await site.createRepository('config', { 'web.yaml': before });
  });
  const settings = (options: Settings = {}): Settings => ({
    configRepos: [configRepo('config', repository, options)],
    registries: [plainRegistry(registry)],
  });
  const update = (delivery: string) => ({
    id,
    image: `${registry.host}/me/web`,
    from: '1.0.0',
    to: '1.1.0',
    policy: 'semver:^1.0',
    dialect: 'automator',
    reason: expect.stringMatching(/\S/),
    group: null,
    delivery,
  });
  const expectUnwritten = async (): Promise<void> => {
    expect(await git(repository.path, 'rev-list', '--count', '--all')).toBe('1');
  };
  const diff = () =>
    [
      '--- a/web.yaml',
      '+++ b/web.yaml',
      `-        image: ${registry.host}/me/web:1.0.0`,
      `+        image: ${registry.host}/me/web:1.1.0`,
    ].join('\n');
  /** The lines of a diff that name a file or a change. */
  const changesIn = (stdout: string): string =>
    stdout
      .split('\n')
      .filter((line) => /^[-+]/.test(line))
      .join('\n');
  const freeze = { AUTOMATOR_FREEZE: '1' };

  test('plan prints the diff with the reason above it: 2, and writes nothing', async () => {
    const { code, stdout, stderr } = await site.command(settings(), ['plan']);
    expect(stdout).toMatch(
      /^# web\.yaml#0\/spec\/\S+\n# 127\.0\.0\.1:\d+\/me\/web 1\.0\.0 -> 1\.1\.0 by semver:\^1\.0: .+\n# written in web\.yaml:\d+\ndiff --git a\/web\.yaml b\/web\.yaml\n--- a/,
    );
    expect(changesIn(stdout)).toBe(diff());
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    await expectUnwritten();
    const json = await site.command(settings(), ['plan', '--json']);
    expect(JSON.parse(json.stdout)).toEqual({ updates: [update('commit')], held: [], errors: [] });
    expect(Object.keys(JSON.parse(json.stdout).updates[0])).toEqual(Object.keys(update('commit')));
    expect(json.code).toBe(2);
  });

  test('plan DIR does the same for a plain folder', async () => {
    await writeFolder({ 'web.yaml': before });
    const pending = await site.command(settings(), ['plan', 'work']);
    expect(changesIn(pending.stdout)).toBe(diff());
    expect(pending.code).toBe(2);
    const json = await site.command(settings(), ['plan', 'work', '--json']);
    expect(JSON.parse(json.stdout)).toEqual({ updates: [update('commit')], held: [], errors: [] });
    expect(await fileNow('web.yaml')).toBe(before);
    await writeFolder({ 'web.yaml': before.replace(':1.0.0', ':1.1.0') });
    const none = await site.command(settings(), ['plan', 'work']);
    expect(none).toEqual({ code: 0, stdout: 'no update is pending\n', stderr: '' });
  });

  test('run in observe decides, says and writes nothing: 2', async () => {
    // It is the default: undefined is left out of the settings.
    const { code, stdout } = await site.command(settings({ writeBack: undefined }), ['run', '--json']);
    expect(JSON.parse(stdout)).toEqual({ updates: [update('observe')], held: [], errors: [] });
    expect(code).toBe(2);
    const why = 'writeBack of config is observe, so it is only shown';
    const said = async (...args: string[]) =>
      (await site.command(settings({ writeBack: undefined }), args)).stdout;
    expect(await said('run')).toContain(`; ${why})\n`);
    expect(await said('plan')).toContain(`\n# ${why}\ndiff --git `);
    expect(await said('explain', id)).toContain(`; ${why}; `);
    await expectUnwritten();
  });

  test('run in commit writes: 0, and a second time there is nothing to do: 0', async () => {
    const first = await site.command(settings(), ['run', '--json']);
    expect(JSON.parse(first.stdout)).toEqual({ updates: [update('commit')], held: [], errors: [] });
    expect(first.code).toBe(0);
    expect(await fileOf(repository, 'web.yaml')).toBe(before.replace(':1.0.0', ':1.1.0'));
    const image = `${registry.host}/me/web`;
    expect(await git(repository.path, 'log', '-1', '--format=%s%n%(trailers)', 'main')).toBe(
      `Update ${image} to 1.1.0\nAutomator-Update: ${id} ${image} 1.0.0 -> 1.1.0\n`,
    );
    const second = await site.command(settings(), ['run']);
    expect(second).toEqual({ code: 0, stdout: 'nothing to do\n', stderr: '' });
    const third = await site.command(settings(), ['run', '--json']);
    expect(third).toEqual({ code: 0, stdout: '{"updates":[],"held":[],"errors":[]}\n', stderr: '' });
    expect(await git(repository.path, 'rev-list', '--count', 'main')).toBe('2');
  });

  test('AUTOMATOR_FREEZE=1 holds everything, and a hold holds one field', async () => {
    const frozen = await site.command(settings(), ['run', '--json'], freeze);
    const held = {
      id,
      image: `${registry.host}/me/web`,
      from: '1.0.0',
      to: '1.1.0',
      code: 'frozen',
      reason: expect.stringContaining('AUTOMATOR_FREEZE'),
      since: null,
    };
    expect(JSON.parse(frozen.stdout)).toEqual({ updates: [], held: [held], errors: [] });
    expect(Object.keys(JSON.parse(frozen.stdout).held[0])).toEqual(Object.keys(held));
    expect(frozen.code).toBe(0);
    const planned = await site.command(settings(), ['plan'], freeze);
    expect(planned.stdout).toMatch(/^held .* 1\.0\.0 -> 1\.1\.0 .*frozen: AUTOMATOR_FREEZE is set/);
    expect(planned.code).toBe(0);
    await expectUnwritten();
    const annotations = [
      'automator/tag: semver:^1.0',
      'automator/hold: "true"',
      'automator/hold-reason: wait for Ada',
    ];
    const text = deployment(`${registry.host}/me/web:1.0.0`, { annotations });
    repository = await site.createRepository('held', { 'web.yaml': text });
    const onHold = await site.command(settings(), ['run', '--json']);
    expect(JSON.parse(onHold.stdout)).toMatchObject({ held: [{ code: 'hold', reason: 'wait for Ada' }] });
    expect(onHold.code).toBe(0);
  });

  test('writeBack: pull-request writes nothing and says so: 1', async () => {
    const { code, stdout } = await site.command(settings({ writeBack: 'pull-request' }), ['run', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      updates: [update('pull-request')],
      held: [],
      errors: [{ where: id, code: 'pull-requests-unavailable', next: expect.stringMatching(/\S/) }],
    });
    expect(code).toBe(1);
    await expectUnwritten();
  });

  test('an image that two config repos use is listed once', async () => {
    const other = await site.createRepository('other', { 'web.yaml': before });
    const configRepos = [configRepo('config', repository), configRepo('other', other)];
    const { code, stdout } = await site.command({ ...settings(), configRepos }, ['run']);
    expect(stdout.match(/^updated .* 1\.0\.0 -> 1\.1\.0/gm)).toHaveLength(2);
    expect(code).toBe(0);
    expect(registry.requests.filter(({ path }) => path.includes('/tags/list'))).toHaveLength(1);
  });
});
