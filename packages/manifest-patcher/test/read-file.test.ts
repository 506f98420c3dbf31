import { describe, expect, it } from 'vitest';
import { type FileFacts, type ImageField, isReadable, readFile } from '../src/index.ts';
import { deployment, shop, yaml } from './manifests.ts';

const read = (text: string, wantedKinds: readonly string[] = []): FileFacts =>
  readFile('app/web.yaml', Buffer.from(text), wantedKinds);

const brief = (field: ImageField): string =>
  [field.name, field.slots[0]?.text, field.refusal?.code ?? 'ok'].join(' ');

const digest = `sha256:${'a'.repeat(64)}`;

describe('image fields', () => {
  it('are found with place, parsed reference, container and owner', () => {
    const { fields } = read(shop);
    expect(fields.map(brief)).toEqual([
      'migrate ghcr.io/acme/migrate:2.1.0 ok',
      'web ghcr.io/acme/web:1.4.2 ok',
      'proxy nginx ok',
    ]);
    const start = shop.indexOf('ghcr.io/acme/web:1.4.2');
    expect(fields[1]).toEqual({
      id: 'app/web.yaml#1/spec/template/spec/containers/0/image',
      place: {
        file: 'app/web.yaml',
        document: 1,
        pointer: '/spec/template/spec/containers/0/image',
        line: 23,
        column: 18,
      },
      slots: [{ role: 'reference', span: { start, end: start + 22 }, text: 'ghcr.io/acme/web:1.4.2' }],
      image: {
        original: 'ghcr.io/acme/web:1.4.2',
        registry: 'ghcr.io',
        repository: 'acme/web',
        tag: '1.4.2',
      },
      name: 'web',
      owner: 'app/web.yaml#1',
    });
  });

  const podSpecs: readonly (readonly [string, string])[] = [
    ['Pod', '/spec'],
    ['Deployment', '/spec/template/spec'],
    ['StatefulSet', '/spec/template/spec'],
    ['DaemonSet', '/spec/template/spec'],
    ['ReplicaSet', '/spec/template/spec'],
    ['Job', '/spec/template/spec'],
    ['CronJob', '/spec/jobTemplate/spec/template/spec'],
  ];
  it.each(podSpecs)('of a %s stand under %s, in all three lists', (kind, path) => {
    const keys = path.split('/').slice(1);
    const lists = ['initContainers', 'containers', 'ephemeralContainers'];
    const podSpec = Object.fromEntries(lists.map((list) => [list, [{ name: list, image: 'nginx:1' }]]));
    const manifest = keys.reduceRight<object>((inner, key) => ({ [key]: inner }), podSpec);
    const { fields } = read(JSON.stringify({ kind, apiVersion: 'any/v1', ...manifest }, null, 1));
    expect(fields.map((field) => field.place.pointer)).toEqual(
      lists.map((list) => `${path}/${list}/0/image`),
    );
  });

  it('are found in the items of lists, nested lists too, each with its own owner', () => {
    const { fields, resources } = read(yaml`
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: ConfigMap, metadata: {name: image}}
      - apiVersion: v1
        kind: PodList
        items:
        - apiVersion: v1
          kind: Pod
          metadata: {name: one}
          spec: {containers: [{name: a, image: nginx:1}, {name: b, image: nginx:2}]}
    `);
    expect(fields.map((field) => [field.place.pointer, field.owner])).toEqual([
      ['/items/1/items/0/spec/containers/0/image', 'app/web.yaml#0/items/1/items/0'],
      ['/items/1/items/0/spec/containers/1/image', 'app/web.yaml#0/items/1/items/0'],
    ]);
    expect(resources.map(({ kind, name }) => [kind, name])).toEqual([['Pod', 'one']]);
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['an environment variable', '\u0024{IMAGE}', 'web \u0024{IMAGE} template'],
    ['a template, which YAML reads as a mapping', '{{ .Values.image }}', 'web {{ .Values.image }} template'],
    ['a quoted template', "'{{ .Values.image }}'", 'web {{ .Values.image }} template'],
    ['nothing', '', 'web  not-a-reference'],
    ['an empty string', '""', 'web  not-a-reference'],
    ['a number', '5', 'web 5 not-a-reference'],
    ['upper-case letters', 'Acme/Web', 'web Acme/Web not-a-reference'],
    [
      'a folded block of several lines',
      '>-\n            nginx:\n\n            1',
      'web nginx:\n1 not-a-reference',
    ],
    ['a tag of its own', '!mine nginx:1', 'web nginx:1 tagged'],
    ['an alias to nothing', '*gone', 'web *gone alias'],
  ];
  it.each(refused)('with %s are listed and refused', (_, image, expected) => {
    expect(read(deployment(image)).fields.map(brief)).toEqual([expected]);
  });

  const accepted: readonly (readonly [string, string])[] = [
    ['plain', 'nginx:1'],
    ['in single quotes', "'nginx:1'"],
    ['in double quotes', '"nginx:1"'],
    ['with an escape', '"nginx\\u003a1"'],
    ['with the string tag', '!!str nginx:1'],
    ['with the non-specific tag', '! "nginx:1"'],
    ['with an anchor that nobody uses', '&web nginx:1'],
    ['on the next line', '\n            nginx:1'],
    ['in a literal block', '|-\n            nginx:1'],
    ['in a folded block', '>-\n            nginx:1'],
  ];
  it.each(accepted)('%s are read as the same reference', (_, image) => {
    expect(read(deployment(image)).fields.map(brief)).toEqual(['web nginx:1 ok']);
  });

  it('are refused at an alias and at the anchor that an alias uses', () => {
    const { fields } = read(yaml`
      kind: Pod
      spec:
        containers:
        - {name: a, image: &web nginx:1}
        - {name: b, image: *web}
        - {name: c, image: nginx:2}
    `);
    expect(fields.map(brief)).toEqual(['a nginx:1 aliased', 'b nginx:1 alias', 'c nginx:2 ok']);
  });

  it('are refused inside a collection that an alias or a merge key uses, which are reported as not followed', () => {
    const { fields, problems } = read(yaml`
      kind: Pod
      spec:
        initContainers: &all
        - &base {name: a, image: nginx:1}
        - <<: *base
          name: b
        containers: *all
    `);
    expect(fields.map(brief)).toEqual(['a nginx:1 aliased']);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['not-followed', 5],
      ['not-followed', 7],
    ]);
  });

  it('are refused under a key that is written twice, and only there', () => {
    const { fields, problems } = read(yaml`
      kind: Pod
      metadata: {labels: {a: b, a: c}}
      spec:
        containers:
        - {name: a, image: nginx:1, image: nginx:2}
        - {name: b, image: nginx:3}
    `);
    expect(fields.map(brief)).toEqual(['a nginx:2 duplicate-key', 'b nginx:3 ok']);
    expect(problems.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['duplicate-key', 2, 27],
      ['duplicate-key', 5, 31],
    ]);
  });

  const seals: readonly (readonly [string, string])[] = [
    ['in YAML', 'sops:\n    kms: []\n\n    mac: ENC[AES256_GCM,data:x]\n    version: 3.8.1\n'],
    ['in another document', '---\nkind: Secret\nsops:\n  mac: ENC[AES256_GCM,data:x]\n'],
    ['in a broken document', '---\na: ]\nsops:\n  mac: ENC[AES256_GCM,data:x]\n'],
    ['in JSON', '---\n{"kind": "Secret", "sops": {"mac": "ENC[AES256_GCM,data:x]"}}\n'],
  ];
  it.each(seals)('are refused where SOPS seals the file %s', (_, seal) => {
    expect(read(deployment('nginx:1') + seal).fields.map(brief)).toEqual(['web nginx:1 sealed']);
  });

  it('of a file that only talks of SOPS are not sealed', () => {
    const text = `${deployment('nginx:1')}---\nkind: ConfigMap\ndata:\n  sops: mac\n  mac: ENC[x]\n`;
    expect(read(text).fields.map(brief)).toEqual(['web nginx:1 ok']);
  });

  it('keep tag and digest', () => {
    const [field] = read(deployment(`nginx:1@${digest}`)).fields;
    expect(field?.image).toEqual({
      original: `nginx:1@${digest}`,
      registry: 'docker.io',
      repository: 'library/nginx',
      tag: '1',
      digest,
    });
  });
});

describe('notes', () => {
  it('are the annotations and comments of our dialect, each with its place and what it is on', () => {
    const { notes } = read(shop);
    const place = { file: 'app/web.yaml', document: 1 };
    expect(notes).toEqual([
      {
        source: 'annotation',
        key: 'automator/tag',
        value: 'semver:^1.4',
        place: { ...place, pointer: '/metadata/annotations/automator~1tag', line: 12, column: 5 },
        on: 'app/web.yaml#1',
      },
      {
        source: 'annotation',
        key: 'automator/tag.migrate',
        value: 'semver:~2.1',
        place: { ...place, pointer: '/metadata/annotations/automator~1tag.migrate', line: 13, column: 5 },
        on: 'app/web.yaml#1',
      },
      {
        source: 'comment',
        key: 'automator',
        role: 'reference',
        value: 'semver:^1.4 group=shop',
        place: { ...place, pointer: '/spec/template/spec/containers/0/image', line: 23, column: 43 },
        on: 'app/web.yaml#1/spec/template/spec/containers/0/image',
      },
    ]);
  });

  const values: readonly (readonly [string, string, boolean])[] = [
    ['"false"', 'false', false],
    ['false', 'false', true],
    ['no', 'no', true],
    ['24', '24', true],
    ['1:30', '1:30', true],
    ['', '', true],
    ['[a, b]', '[a, b]', true],
    ['24h', '24h', false],
    ['>-\n      semver:^1\n      @digest', 'semver:^1 @digest', false],
    ['Grün', 'Grün', false],
    ['"Gr\\u00fcn é"', 'Grün é', false],
  ];
  it.each(values)('keep the text of %j', (source, value, notText) => {
    const { notes } = read(`kind: ConfigMap\nmetadata:\n  annotations:\n    automator/x: ${source}\n`);
    expect(notes.map((note) => [note.value, note.notText ?? false])).toEqual([[value, notText]]);
  });

  it('take the text that an alias stands for', () => {
    const { notes } = read('kind: Pod\nx: &p semver:^1\nmetadata: {annotations: {automator/tag: *p}}\n');
    expect(notes.map((note) => note.value)).toEqual(['semver:^1']);
  });

  it('list their resource, even one without images', () => {
    const { resources } = read(
      'apiVersion: v1\nkind: X\nmetadata: {name: n, annotations: {automator/tag: x}}\n',
    );
    expect(resources.map(({ kind, name }) => [kind, name])).toEqual([['X', 'n']]);
  });

  it('in comments need one field whose value ends on their line', () => {
    const { notes } = read(yaml`
      # automator: alone
      kind: Pod
      spec: # automator: on a key
        containers:
        - image: nginx:1 # automator: one
        - {image: nginx:2, x: [1]} ## automator:  behind a bracket
        - {image: nginx:3, x: {y: nginx:4}} # automator: still one
        - image: # automator: too early
            nginx:5
        - image: "# automator: text"
        - command: ["{image: a}", # automator: no field here
          ]
        - {image: nginx:6}  # unrelated
        - image: |
            # automator: text
    `);
    const field = (index: number): string => `app/web.yaml#0/spec/containers/${index}/image`;
    expect(notes.map(({ value, on }) => [value, on])).toEqual([
      ['alone', undefined],
      ['on a key', undefined],
      ['one', field(0)],
      ['behind a bracket', field(1)],
      ['still one', field(2)],
      ['too early', undefined],
      ['no field here', undefined],
    ]);
  });

  it('on a line with two fields are on neither', () => {
    const { notes } = read('kind: Pod\nspec: {containers: [{image: a}, {image: b}]} # automator: x\n');
    expect(notes.map(({ on }) => on)).toEqual([undefined]);
  });

  it('in comments lose the carriage return of their line', () => {
    const { notes } = read(deployment('nginx:1 # automator: semver:^1').replaceAll('\n', '\r\n'));
    expect(notes.map(({ value }) => value)).toEqual(['semver:^1']);
  });
});

describe('resources', () => {
  it('have a body when their kind is wanted', () => {
    const text = yaml`
      apiVersion: v1
      kind: Policy
      metadata: {name: p, namespace: n}
      spec: {a: &a [1, 0x10, 1e3, yes, null, "1"], b: *a, big: 12345678901234567890, f: .inf, ü: ü}
      ---
      kind: Other
      metadata: {name: o}
    `;
    const list = [1, 16, 1000, 'yes', null, '1'];
    expect(read(text, ['Policy']).resources).toEqual([
      {
        id: 'app/web.yaml#0',
        apiVersion: 'v1',
        kind: 'Policy',
        namespace: 'n',
        name: 'p',
        place: { file: 'app/web.yaml', document: 0, pointer: '', line: 1, column: 1 },
        body: {
          value: {
            apiVersion: 'v1',
            kind: 'Policy',
            metadata: { name: 'p', namespace: 'n' },
            spec: { a: list, b: list, big: '12345678901234567890', f: '.inf', ü: 'ü' },
          },
          lines: expect.objectContaining({ '': 1, '/kind': 2, '/metadata/name': 3, '/spec/b/5': 4 }),
        },
      },
    ]);
    expect(read(text).resources).toEqual([]);
  });

  it('have merge keys expanded in their body, the own keys winning', () => {
    const text =
      'kind: Policy\na: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc: {<<: [*a, *b], y: 3}\n__proto__: {p: 1}\n';
    const [resource] = read(text, ['Policy']).resources;
    expect(JSON.parse(JSON.stringify(resource?.body?.value))).toMatchObject({ c: { x: 1, y: 3, z: 2 } });
    expect(JSON.stringify(resource?.body)).toContain('"__proto__":{"p":1}');
  });

  it('know the line of each key and item, also behind aliases and merge keys', () => {
    const { resources } = read(
      yaml`
        kind: List
        items:
          - kind: Policy
            a/b: &a
              x: 1
              y: [2,
                3]
            c:
              <<: *a
              y: 4
            d: *a
      `,
      ['Policy'],
    );
    expect(resources.map(({ body }) => body?.lines)).toEqual([
      {
        '': 3,
        '/kind': 3,
        '/a~1b': 4,
        '/a~1b/x': 5,
        '/a~1b/y': 6,
        '/a~1b/y/0': 6,
        '/a~1b/y/1': 7,
        '/c': 8,
        '/c/x': 5,
        '/c/y': 10,
        '/c/y/0': 6,
        '/c/y/1': 7,
        '/d': 11,
        '/d/x': 5,
        '/d/y': 6,
        '/d/y/0': 6,
        '/d/y/1': 7,
      },
    ]);
  });

  it('that an alias bomb blows up have no body, and say so', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`);
    const { resources, problems } = read(`kind: Policy\na0: &a0 [x]\n${levels.join('')}`, ['Policy']);
    expect(resources.map(({ body }) => body)).toEqual([undefined]);
    expect(problems.map(({ code }) => code)).toEqual(['body-too-large']);
  });

  it('that contain themselves have no body', () => {
    const { problems } = read('kind: Policy\na: &a [*a]\n', ['Policy']);
    expect(problems.map(({ code }) => code)).toEqual(['body-too-large']);
  });
});

describe('problems', () => {
  it('of one document are located, and the documents around it are read', () => {
    const text = `${deployment('nginx:1')}---\nimage: "never ends\n---\n${deployment('nginx:2')}--- # image\na: [}\n`;
    const { fields, problems } = read(text);
    expect(fields.map((field) => [field.place.document, field.slots[0]?.text])).toEqual([
      [0, 'nginx:1'],
      [2, 'nginx:2'],
    ]);
    expect(problems.map(({ code, document, line }) => [code, document, line])).toEqual([
      ['syntax', 1, 13],
      ['syntax', 3, 25],
    ]);
  });

  const unreadable: readonly (readonly [string, Buffer, string])[] = [
    ['UTF-32', Buffer.from('\ufeff\0i\0m\0', 'utf16le'), 'unsupported-encoding'],
    ['UTF-16 without one', Buffer.from('image: x', 'utf16le'), 'unsupported-encoding'],
    ['big-endian UTF-16', Buffer.from('image: x', 'utf16le').swap16(), 'unsupported-encoding'],
    ['a zero byte', Buffer.from('image: x\0'), 'control-character'],
    ['a bell', Buffer.from('image: \x07'), 'control-character'],
    ['60 kB of brackets', Buffer.from(`image: ${'['.repeat(60_000)}`), 'too-deep'],
    ['100,000 nested block sequences', Buffer.from(`image:\n${'- '.repeat(100_000)}`), 'too-deep'],
    ['100,000 nested keys', Buffer.from(`image: ${'? '.repeat(100_000)}`), 'too-deep'],
    ['a document that is too large', Buffer.from(`image: x\n${'# comment\n'.repeat(500_001)}`), 'too-large'],
    ['a million tokens', Buffer.from(`# image\n${'- \n'.repeat(340_000)}`), 'too-large'],
    ['nothing but errors', Buffer.from(`# image\n${']\n'.repeat(100_000)}`), 'syntax'],
    ['errors inside a collection', Buffer.from(`image: [${','.repeat(100_000)}]`), 'syntax'],
    ['tabs as indentation', Buffer.from('image:\n\tx: 1\n'), 'syntax'],
    ['a tag without a suffix', Buffer.from(`image: ${'!'.repeat(100)}`), 'syntax'],
    ['a tag whose handle nobody declared', Buffer.from('image: !e!x y'), 'syntax'],
  ];
  it.each(unreadable)('name %s, once', (_, bytes, code) => {
    const { fields, problems } = readFile('a.yaml', bytes);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0]?.message.length).toBeLessThan(150);
    expect(fields).toEqual([]);
  });

  it('do not quote the file', () => {
    const { problems } = read('kind: Secret\nimage: a\npassword: [hunter2\n} hunter2 : "hunter2\n');
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('of a file with ever more documents end', () => {
    const { problems } = read('---\nimage\n'.repeat(100_000));
    expect(problems.map(({ code }) => code)).toEqual(['too-large']);
  });

  it('of documents that cannot matter are not looked for', () => {
    expect(read('a: [}').problems).toEqual([]);
  });

  it('count lines and columns in characters', () => {
    const { problems } = readFile('a.yaml', Buffer.from('\ufeff# ü image\n{ü: 1, ü: 2}\n'));
    expect(problems.map(({ line, column }) => [line, column])).toEqual([[2, 8]]);
  });
});

describe('facts', () => {
  it('survive JSON', () => {
    const facts = read(`${shop}---\na: [}\nimage:\n`, ['Service']);
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    expect(facts.resources.map(({ kind }) => kind)).toEqual(['Service', 'Deployment']);
  });

  const names: readonly (readonly [string, boolean])[] = [
    ['a/b.yaml', true],
    ['b.yml', true],
    ['B.YAML', true],
    ['yaml', false],
    ['a.yaml.txt', false],
    ['main.tf', false],
    ['a/Kustomization', true],
    ['definition.json', true],
  ];
  it.each(names)('are read of a file named %s: %s', (name, readable) => {
    expect(isReadable(name)).toBe(readable);
  });
});
