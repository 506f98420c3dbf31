import { describe, expect, it } from 'vitest';
import { edit, type FileFacts, type ImageField, readFile } from '../../src/index.ts';
import { yaml } from '../manifests.ts';

const digest = `sha256:${'a'.repeat(64)}`;

const read = (text: string, path = 'web.yaml', kinds: readonly string[] = []): FileFacts =>
  readFile(path, Buffer.from(text), kinds);

/** Name, role, text, whether it has an image, and why it cannot be edited. */
const brief = ({ name, slots, image, refusal }: ImageField): string =>
  [
    name,
    ...slots.map(({ role, text }) => `${role}=${text}`),
    ...(image === undefined ? [] : ['image']),
    refusal?.code,
  ]
    .filter((part) => part !== undefined)
    .join(' ');

const openIn = (text: string, path?: string, kinds?: readonly string[]): readonly string[] =>
  (read(text, path, kinds).openFields ?? []).map(brief);

describe('scalars that a Flux marker marks', () => {
  const marked: readonly (readonly [string, string])[] = [
    ['version: 1.2.0 # {"$imagepolicy": "ns:p:tag"}', 'version tag=1.2.0'],
    ['a: {b: [1.2.0]} # {"$imagepolicy": "ns:p:tag"}', ''],
    ['a: [1.2.0] # {"$imagepolicy": "ns:p:tag"}', 'a.0 tag=1.2.0'],
    ['a: [1.2.0, 1.3.0] # {"$imagepolicy": "ns:p:tag"}', ''],
    ['a: {b: 1.2.0} # {"$imagepolicy": "ns:p:tag"}', ''],
    ['a: "1.2" # {"$imagepolicy": "ns:p:tag"}', 'a tag=1.2'],
    ['a: # {"$imagepolicy": "ns:p:tag"}', 'a tag='],
    ['a: "" # {"$imagepolicy": "ns:p:tag"}', 'a tag='],
    [`a: ${digest} # {"$imagepolicy": "ns:p:digest"}`, `a digest=${digest}`],
    ['a: 1.2 # {"$imagepolicy": "ns:p:digest"}', 'a digest=1.2 not-a-reference'],
    ['a: ghcr.io/x/y # {"$imagepolicy": "ns:p:name"}', 'a repository=ghcr.io/x/y'],
    ['a: ghcr.io/x/y:1 # {"$imagepolicy": "ns:p"}', 'a reference=ghcr.io/x/y:1 image'],
    ['a: two words # {"$imagepolicy": "ns:p"}', 'a reference=two words not-a-reference'],
    ['a: two words # {"$imagepolicy": "ns:p:tag"}', 'a tag=two words not-a-reference'],
    ['a: ${TAG} # {"$imagepolicy": "ns:p:tag"}', 'a tag=${TAG} template'],
    ['# {"$imagepolicy": "ns:p:tag"}\na: 1.2', ''],
    ['a:\n  # {"$imagepolicy": "ns:p:tag"}\n  - 1.2\n  - 1.3', 'a.0 tag=1.2'],
    ['a:\n  # more\n  # {"$imagepolicy": "ns:p:tag"}\n  - 1.2', ''],
    ['a:\n  # {"$imagepolicy": "ns:p:tag"}\n\n  - 1.2', ''],
    ['a:\n  # {"$imagepolicy": "ns:p:tag"}\n  - b: 1.2', ''],
    ['a: 1.2 # {"$imagepolicy": "ns:p:sha"}', ''],
    ['a: 1.2 # {"$imagepolicy": "ns"}', ''],
    ['a: 1.2 # {"$imagepolicy": "ns:p:tag"} and more', ''],
    ['a: |\n  1.2 # {"$imagepolicy": "ns:p:tag"}', ''],
    ['b: &b 1.2\na: *b # {"$imagepolicy": "ns:p:tag"}', ''],
  ];
  it.each(marked)('%s → %s', (text, found) => {
    expect(openIn(`${text}\n`)).toEqual(found === '' ? [] : [found]);
  });

  it('are named by their path in a resource, items by their names, and belong to it', () => {
    const text = yaml`
      kind: List
      items:
        - apiVersion: helm.toolkit.fluxcd.io/v2
          kind: HelmRelease
          spec:
            chart: {spec: {chart: podinfo}}
            version: 6.0.0 # {"$imagepolicy": "flux-system:podinfo:tag"}
            values:
              web:
                build: 6.0.0 # {"$imagepolicy": "flux-system:podinfo:tag"}
        - kind: Deployment
          spec: 
            containers:
              - name: web
                env:
                  - name: TAG
                    value: 6.0.0 # {"$imagepolicy": "flux-system:podinfo:tag"}
    `;
    const { openFields = [], notes } = read(text);
    expect(openFields.map(({ name, owner }) => [name, owner])).toEqual([
      ['items.0.spec.version', 'web.yaml#0/items/0'],
      ['web.build', 'web.yaml#0/items/0'],
      ['items.1.spec.containers.web.env.TAG.value', 'web.yaml#0/items/1'],
    ]);
    expect(notes.map(({ on, role }) => [on, role])).toEqual(openFields.map(({ id }) => [id, 'tag']));
  });
});

describe('notes on image fields', () => {
  it('tell which of its scalars each stands on', () => {
    const { notes, fields, openFields } = read(
      yaml`
      images:
        - name: podinfo
          newName: ghcr.io/stefanprodan/podinfo # {"$imagepolicy": "flux-system:podinfo:name"}
          newTag: 6.8.0 # {"$imagepolicy": "flux-system:podinfo:tag"}
          digest: ENTRY # {"$imagepolicy": "flux-system:podinfo:digest"}
    `.replace('ENTRY', digest),
    );
    expect(openFields).toBeUndefined();
    expect(notes.map(({ on, role }) => [on, role])).toEqual([
      [fields[0]?.id, 'repository'],
      [fields[0]?.id, 'tag'],
      [fields[0]?.id, 'digest'],
    ]);
  });

  it('may stand above an item that is an image', () => {
    const { notes, fields } = read(yaml`
      kind: Application
      spec:
        source:
          kustomize:
            images:
              # {"$imagepolicy": "ns:p"}
              - ghcr.io/acme/web:1
              - ghcr.io/acme/api:1
    `);
    expect(notes.map(({ on }) => on)).toEqual([fields[0]?.id]);
  });
});

describe('scalars that our own comment marks', () => {
  const marked: readonly (readonly [string, string])[] = [
    ['build: 1.2.0 # automator: semver:^1 image=ghcr.io/acme/web', 'build tag=1.2.0'],
    ['a: {build: 1.2.0} # automator: semver:^1 image=ghcr.io/acme/web', 'a.build tag=1.2.0'],
    ['a: {build: 1.2.0, b: c} # automator: semver:^1 image=ghcr.io/acme/web', ''],
    [
      'build: two words # automator: semver:^1 image="ghcr.io/acme/web"',
      'build tag=two words not-a-reference',
    ],
    ['WEB: ghcr.io/acme/web:1.2.0 # automator: semver:^1', 'WEB reference=ghcr.io/acme/web:1.2.0 image'],
    ['build: 1.2.0 # automator: semver:^1', ''],
    ['image: ghcr.io/acme/web:1 # automator: semver:^1 image=ghcr.io/acme/web', ''],
  ];
  it.each(marked)('%s → %s', (text, found) => {
    expect(openIn(`${text}\n`)).toEqual(found === '' ? [] : [found]);
  });
});

describe('versions in a values file', () => {
  const values = yaml`
    appVersion: "1.2"
    web:
      tag: 1.10
      enableTag: true
      apiVersion: v1
      imageTag:
      image:
        repository: ghcr.io/acme/web
        tag: 2.0.0
    sidecars:
      - Version: v1@ENTRY
        tag: ">=1.0 <2"
        other: 1.0
  `.replace('ENTRY', digest);

  it('are found where Applications are asked for', () => {
    expect(openIn(values, 'web/values.yaml', ['Application'])).toEqual([
      'appVersion tag=1.2',
      'web.tag tag=1.10',
      'web.imageTag tag=',
      `sidecars.0.Version tag=v1@${digest}`,
    ]);
    expect(read(values, 'web/values.yaml').openFields).toBeUndefined();
  });

  it('need none of the words that other files are read for', () => {
    expect(openIn('web: {build-TAG: v1}\n', 'v.yaml', ['Application'])).toEqual(['web.build-TAG tag=v1']);
  });

  it.each([
    ['a resource', 'kind: ConfigMap\napiVersion: v1\ndata: {tag: v1}\n', 'v.yaml'],
    ['a Compose file', 'services: {web: {image: a:1, tag: v1}}\n', 'compose.yaml'],
    ['a chart', 'version: 1.2.3\n', 'Chart.yaml'],
    ['JSON', '{"tag": "v1"}\n', 'v.json'],
  ])('are not looked for in %s', (_, text, path) => {
    expect(openIn(text, path, ['Application'])).toEqual([]);
  });

  it('are marked like any other scalar', () => {
    const text = 'web:\n  tag: v1 # {"$imagepolicy": "a:b:tag"}\n';
    expect(read(text, 'v.yaml', ['Application']).openFields).toEqual(read(text, 'v.yaml').openFields);
  });
});

describe('what Argo CD is given', () => {
  const application = yaml`
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: web}
    spec:
      source:
        helm:
          parameters:
            - {name: image.repository, value: ghcr.io/acme/web}
            - {name: image.tag, value: 1.0.0}
            - {name: sidecar.tag, value: "1.10"}
            - {name: whole, value: "ghcr.io/acme/api:1"}
            - {name: replicas, value: "3"}
            - {name: text, value: two words}
            - {value: nameless}
          valuesObject:
            web: {tag: v1, image: {repository: ghcr.io/acme/db, tag: v2}}
      sources:
        - helm:
            parameters: [{name: tag, value: v3}]
  `;
  const found = [
    'sidecar.tag tag=1.10',
    'whole reference=ghcr.io/acme/api:1 image',
    'replicas tag=3',
    'text tag=two words not-a-reference',
    'web.tag tag=v1',
    'tag tag=v3',
  ];

  it('in an Application and in the template of an ApplicationSet', () => {
    const { fields, openFields = [] } = read(application, 'app.yaml', ['Application']);
    expect(fields.map(({ name }) => name)).toEqual(['image', 'web.image']);
    expect(openFields.map(brief)).toEqual(found);
    expect(openFields.map(({ owner }) => owner)).toEqual(found.map(() => 'app.yaml#0'));
    const set = application
      .replace('kind: Application', 'kind: ApplicationSet')
      .replace('spec:', 'spec: {template: {spec:')
      .replace(
        /spec: \{template: \{spec:\n([\s\S]*)$/,
        (_, below: string) => `spec:\n  template:\n    spec:\n${below.replace(/^/gm, '    ')}`,
      );
    expect(openIn(set, 'app.yaml', ['Application'])).toEqual(found);
    expect(read(application, 'app.yaml').openFields).toBeUndefined();
  });

  it.each(['.argocd-source-web.yaml', 'web/.argocd-source-argocd_web.yaml', '.argocd-source.yaml'])(
    'in %s',
    (path) => {
      const text = yaml`
        helm:
          parameters:
            - name: web.build
              value: 1.0.0
              forcestring: true
      `;
      expect(openIn(text, path, ['Application'])).toEqual(['web.build tag=1.0.0']);
      expect(openIn(text, 'other.yaml', ['Application'])).toEqual([]);
    },
  );

  it('in JSON', () => {
    const json =
      '{"kind":"Application","spec":{"source":{"helm":{"parameters":[{"name":"a","value":"1"}]}}}}';
    expect(openIn(json, 'app.json', ['Application'])).toEqual(['a tag=1']);
  });
});

describe('open fields in UTF-16', () => {
  it('have their place in the file as it is', () => {
    const text = '\ufeffü: 1.0 # {"$imagepolicy": "a:b:tag"}\n';
    const bytes = Buffer.from(text, 'utf16le');
    const [field] = readFile('v.yaml', bytes).openFields ?? [];
    const span = field?.slots[0]?.span;
    expect(bytes.subarray(span?.start, span?.end).toString('utf16le')).toBe('1.0');
    const { bytes: now } = edit('v.yaml', bytes, [{ field: field?.id ?? '', to: { tag: '1.1' } }]);
    expect(Buffer.from(now).toString('utf16le')).toBe(text.replace('1.0', '"1.1"'));
  });
});
