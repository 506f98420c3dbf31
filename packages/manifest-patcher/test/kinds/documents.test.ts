import { describe, it } from 'vitest';
import { yaml } from '../manifests.ts';
import { expectFound, type FindCase } from './found.ts';

const digest = `sha256:${'a'.repeat(64)}`;

const cases: readonly FindCase[] = [
  {
    of: 'Helm values, in every way to write them',
    path: 'values.yaml',
    text: yaml`
      kind: Deployment
      whole: {image: acme/web:1}
      full: {image: {registry: quay.io, repository: acme/web, tag: v1, digest: ""}}
      pinned: {image: {repository: acme/web, tag: v1, digest: "DIGEST"}}
      byDigest: {image: {registry: "", repository: acme/web, digest: "DIGEST"}}
      sha: {image: {repository: acme/web, tag: v1, sha: HEX}}
      empty: {image: {repository: acme/web, tag: ""}}
      absent: {image: {repository: acme/web}}
      inOne: {image: {repository: "acme/web:1"}}
      redis: {repository: redis, tag: 7.10}
      beside: {image: acme/web, tag: 5432e10}
      besideToo: {image: acme/web, imageTag: 1_000}
      named: {imageName: acme/web, imageTag: v1}
      nameTag: {image: {name: acme/web, tag: v1}}
      parts: {repository: acme, image: web, tag: v1}
      template: {image: {repository: acme/web, tag: "{{ .tag }}"}}
      reloaderImage: {repository: acme/reload, tag: v1}
    `
      .replaceAll('DIGEST', digest)
      .replace('HEX', 'b'.repeat(64)),
    finds: [
      'whole.image /whole/image acme/web:1',
      'full.image /full/image/tag quay.io/acme/web:v1',
      `pinned.image /pinned/image/tag acme/web:v1@${digest}`,
      `byDigest.image /byDigest/image/digest acme/web@${digest}`,
      `sha.image /sha/image/tag acme/web:v1@sha256:${'b'.repeat(64)}`,
      'empty.image /empty/image/tag acme/web',
      'inOne.image /inOne/image/repository acme/web:1',
      'redis /redis/tag redis:7.10',
      'beside /beside/tag acme/web:5432e10',
      'besideToo /besideToo/imageTag acme/web:1_000',
      'named /named/imageTag acme/web:v1',
      'nameTag.image /nameTag/image/tag acme/web:v1',
      'parts /parts/tag acme/web:v1',
      'template.image /template/image/tag (template)',
      'reloaderImage /reloaderImage/tag acme/reload:v1',
    ],
  },
  {
    of: 'values under keys that are aliases',
    path: 'values.yaml',
    text: 'name: &app web\nall:\n  *app : {image: {repository: acme/web, tag: v1}}\n',
    finds: ['all.web.image /all/web/image/tag acme/web:v1'],
  },
  {
    of: 'a Compose file, variables left alone',
    path: 'compose.yaml',
    text: yaml`
      services:
        web: {image: "acme/web:1", labels: {image: none}}
        db: {image: "postgres:\u0024{PG:-16}"}
        own: {build: .}
    `,
    finds: ['web /services/web/image acme/web:1', 'db /services/db/image (template)'],
  },
  {
    of: 'a workflow of GitHub',
    path: '.github/workflows/ci.yaml',
    text: yaml`
      jobs:
        test:
          container: node:20
          services: {db: {image: "postgres:16"}}
          outputs: {image: "acme/out:1"}
          steps:
            - uses: docker://alpine:3.19
            - uses: actions/checkout@v4
            - {name: kind, with: {image: "kindest/node:v1.30.0"}}
            - run: |
                image: acme/script:1
        build: {container: {image: "golang:1.22"}}
    `,
    finds: [
      'test /jobs/test/container node:20',
      'db /jobs/test/services/db/image postgres:16',
      '- /jobs/test/steps/0/uses alpine:3.19',
      'with /jobs/test/steps/2/with/image kindest/node:v1.30.0',
      'container /jobs/build/container/image golang:1.22',
    ],
  },
  {
    of: 'a pipeline of GitLab',
    path: '.gitlab-ci.yml',
    text: yaml`
      image: ruby:3.2
      test:
        image: {name: "acme/test:1", entrypoint: [""]}
        services: [postgres:16, {name: "redis:7", alias: cache}]
    `,
    finds: [
      '- /image ruby:3.2',
      'test /test/image/name acme/test:1',
      'test /test/services/0 postgres:16',
      'test /test/services/1/name redis:7',
    ],
  },
  {
    of: 'a pipeline of CircleCI, without its machines',
    path: '.circleci/config.yml',
    text: 'jobs: {a: {machine: {image: "ubuntu-2004:202010-01"}}, b: {docker: [{image: "cimg/go:1.22"}]}}\n',
    finds: ['- /jobs/b/docker/0/image cimg/go:1.22'],
  },
  {
    of: 'JSON, indented by tabs',
    path: 'pod.json',
    text: '{\n\t"apiVersion": "v1",\n\t"kind": "Pod",\n\t"spec": {\n\t\t"containers": [\n\t\t\t{ "name": "a", "image": "nginx" }\n\t\t]\n\t}\n}\n',
    finds: ['a /spec/containers/0/image nginx'],
  },
  {
    of: 'JSON data, where a bare word is no image',
    path: 'data.json',
    text: '{"a": {"image": "sunset"}, "b": {"image": 1}, "c": {"image": "acme/web:1"}}',
    finds: ['c.image /c/image acme/web:1'],
  },
  {
    of: 'a chart: nothing',
    path: 'x/Chart.yaml',
    text: 'name: web\nimage: acme/web:1\n',
    finds: [],
  },
  {
    of: 'a Grafana dashboard: nothing',
    path: 'dashboard.json',
    text: '{"panels": [{"image": "acme/web:1"}], "schemaVersion": 39}',
    finds: [],
  },
  {
    of: 'an API description: nothing',
    text: 'openapi: 3.0.0\ncomponents: {examples: {image: "acme/web:1"}}\n',
    finds: [],
  },
  {
    of: 'our own rules: nothing',
    path: '.automator.yaml',
    text: 'rules: [{image: "acme/web:1"}]\n',
    finds: [],
  },
];

describe('images are found in', () => {
  it.each(cases)('$of', (found) => expectFound(found));
});
