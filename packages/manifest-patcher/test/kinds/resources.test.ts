import { describe, it } from 'vitest';
import { yaml } from '../manifests.ts';
import { expectFound, type FindCase } from './found.ts';

const digest = `sha256:${'a'.repeat(64)}`;

const cases: readonly FindCase[] = [
  {
    of: 'an OpenShift DeploymentConfig',
    text: yaml`
      apiVersion: apps.openshift.io/v1
      kind: DeploymentConfig
      spec: {template: {spec: {containers: [{name: web, image: acme/web:1}]}}}
    `,
    finds: ['web /spec/template/spec/containers/0/image acme/web:1'],
  },
  {
    of: 'an OpenShift Template and its objects',
    text: yaml`
      apiVersion: template.openshift.io/v1
      kind: Template
      objects:
        - {apiVersion: v1, kind: Pod, spec: {containers: [{name: a, image: acme/a:1}, {name: b, image: " "}]}}
    `,
    finds: [
      'a /objects/0/spec/containers/0/image acme/a:1',
      'b /objects/0/spec/containers/1/image (not-a-reference)',
    ],
  },
  {
    of: 'an Argo Rollout',
    text: yaml`
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      spec: {template: {spec: {containers: [{name: web, image: acme/web:1}]}}}
    `,
    finds: ['web /spec/template/spec/containers/0/image acme/web:1'],
  },
  {
    of: 'an Argo CronWorkflow: templates, scripts and sidecars',
    text: yaml`
      apiVersion: argoproj.io/v1alpha1
      kind: CronWorkflow
      spec:
        workflowSpec:
          templates:
            - name: build
              container: {image: acme/build:1}
              sidecars: [{name: db, image: postgres:16}]
            - name: check
              script: {image: python:3.12, source: "image: none"}
    `,
    finds: [
      '- /spec/workflowSpec/templates/0/container/image acme/build:1',
      'db /spec/workflowSpec/templates/0/sidecars/0/image postgres:16',
      '- /spec/workflowSpec/templates/1/script/image python:3.12',
    ],
  },
  {
    of: 'a Knative Service',
    text: yaml`
      apiVersion: serving.knative.dev/v1
      kind: Service
      metadata: {name: web}
      spec: {template: {spec: {containers: [{image: acme/web:1}]}}}
    `,
    finds: ['- /spec/template/spec/containers/0/image acme/web:1'],
  },
  {
    of: 'a Tekton Pipeline: steps, sidecars and step templates',
    text: yaml`
      apiVersion: tekton.dev/v1
      kind: Pipeline
      spec:
        tasks:
          - name: build
            taskSpec:
              stepTemplate: {image: acme/base:1}
              steps: [{name: one, image: acme/one:1}, {name: two, image: $(params.image)}]
              sidecars: [{name: dind, image: "docker:24"}]
    `,
    finds: [
      '- /spec/tasks/0/taskSpec/stepTemplate/image acme/base:1',
      'one /spec/tasks/0/taskSpec/steps/0/image acme/one:1',
      'two /spec/tasks/0/taskSpec/steps/1/image (template)',
      'dind /spec/tasks/0/taskSpec/sidecars/0/image docker:24',
    ],
  },
  {
    of: 'a Pod with an image volume and a block device of Ceph',
    text: yaml`
      apiVersion: v1
      kind: Pod
      spec:
        volumes:
          - name: model
            image: {reference: "quay.io/acme/model:1", pullPolicy: Always}
          - name: disk
            rbd: {image: foo}
        containers: [{name: a, image: "acme/a:1"}]
      status: {containerStatuses: [{image: "acme/a:0"}]}
    `,
    finds: ['- /spec/volumes/0/image/reference quay.io/acme/model:1', 'a /spec/containers/0/image acme/a:1'],
  },
  {
    of: 'custom resources: whole, split, and under keys that end in Image',
    text: yaml`
      apiVersion: acme.example/v1
      kind: Thing
      metadata: {labels: {image: acme-web}}
      spec:
        image: nginx
        baseImage: quay.io/acme/base:1
        bootImage: linux
        backgroundImage: https://acme.example/a.png
        heroImage: pictures/hero.png
        agent: {image: {repository: acme/agent, tag: 1.10}}
        store: {registry: quay.io, repository: acme/store, tag: "2", digest: ""}
        source: {repository: "https://github.com/acme/web.git", tag: v1}
        chart: {repository: github.com/acme/charts, tag: v1}
        initImage: acme/init
        initImageTag: v3
    `,
    finds: [
      '- /spec/image nginx',
      '- /spec/baseImage quay.io/acme/base:1',
      '- /spec/initImageTag acme/init:v3',
      '- /spec/agent/image/tag acme/agent:1.10',
      '- /spec/store/tag quay.io/acme/store:2',
    ],
  },
  {
    of: 'kinds whose images mean something else: nothing',
    text: [
      'apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageRepository\nspec: {image: ghcr.io/acme/web}\n',
      'apiVersion: kargo.akuity.io/v1alpha1\nkind: Stage\nspec: {images: [{image: acme/web}]}\n',
      'apiVersion: v1\nkind: Secret\nstringData: {image: "acme/web:1"}\n',
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {x: {default: {image: "a/b:1"}}}\n',
      'apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: OpenStackMachineTemplate\nspec: {image: ubuntu}\n',
      'apiVersion: skaffold/v4beta6\nkind: Config\nbuild: {artifacts: [{image: web}]}\n',
    ].join('---\n'),
    finds: [],
  },
  {
    of: 'a HelmRelease: values at any depth, and the kustomization behind them',
    text: yaml`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: web}
      spec:
        values:
          image: {repository: acme/web, tag: 1.2.3}
          controllers: {main: {containers: {app: {image: {repository: acme/app, tag: "2@DIGEST"}}}}}
          sidecars: [{name: log, image: "acme/log:1"}]
        postRenderers:
          - kustomize: {images: [{name: docker.io/acme/web, newTag: "3"}]}
    `.replaceAll('DIGEST', digest),
    finds: [
      'image /spec/values/image/tag acme/web:1.2.3',
      `controllers.main.containers.app.image /spec/values/controllers/main/containers/app/image/tag acme/app:2@${digest}`,
      'log /spec/values/sidecars/0/image acme/log:1',
      'web /spec/postRenderers/0/kustomize/images/0/newTag docker.io/acme/web:3',
    ],
  },
  {
    of: 'Kustomizations: of Kustomize and of Flux',
    path: 'kustomization.yaml',
    text: yaml`
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      images:
        - {name: web, newName: ghcr.io/acme/web, newTag: 1.10}
        - {name: acme/api, digest: "DIGEST"}
        - {name: acme/only-renamed, newName: acme/other}
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      spec: {images: [{name: ghcr.io/acme/web, newTag: v1}]}
      ---
      images: [{name: acme/web, newTag: v2}]
    `.replaceAll('DIGEST', digest),
    finds: [
      'web /images/0/newTag ghcr.io/acme/web:1.10',
      `api /images/1/digest acme/api@${digest}`,
      'web /spec/images/0/newTag ghcr.io/acme/web:v1',
      'web /images/0/newTag acme/web:v2',
    ],
  },
  {
    of: 'an OCIRepository, whose tag is the artefact’s',
    text: yaml`
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: {name: web}
      spec: {url: "oci://ghcr.io/acme/charts/web", ref: {tag: 1.2.3}}
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: {name: latest}
      spec: {url: "oci://ghcr.io/acme/charts/web", ref: {semver: ">=1"}}
    `,
    finds: ['web /spec/ref/tag ghcr.io/acme/charts/web:1.2.3'],
  },
  {
    of: 'an Argo CD ApplicationSet, with its sources',
    text: yaml`
      apiVersion: argoproj.io/v1alpha1
      kind: ApplicationSet
      spec:
        template:
          spec:
            source:
              kustomize: {images: ["web=ghcr.io/acme/web:1", "acme/api:2", "acme/only=acme/renamed"]}
            sources:
              - helm:
                  parameters:
                    - {name: image.repository, value: acme/web}
                    - {name: image.tag, value: "1.10"}
                    - {name: side.image, value: "acme/side:1"}
                    - {name: replicas, value: "2"}
                  valuesObject: {web: {image: "acme/web:3"}}
              - helm:
                  values: |
                    web:
                      image: {repository: acme/web, tag: 4}
    `,
    finds: [
      'web /spec/template/spec/source/kustomize/images/0 ghcr.io/acme/web:1',
      'api /spec/template/spec/source/kustomize/images/1 acme/api:2',
      'only /spec/template/spec/source/kustomize/images/2 acme/renamed',
      'image /spec/template/spec/sources/0/helm/parameters/1/value acme/web:1.10',
      'side.image /spec/template/spec/sources/0/helm/parameters/2/value acme/side:1',
      'web.image /spec/template/spec/sources/0/helm/valuesObject/web/image acme/web:3',
      'web.image /spec/template/spec/sources/1/helm/values!/web/image/tag acme/web:4',
    ],
  },
  {
    of: 'the parameters that Argo CD Image Updater writes',
    path: 'apps/.argocd-source-web.yaml',
    text: yaml`
      kustomize:
        images: [acme/web:1]
      helm:
        parameters:
          - {name: image.name, value: acme/web, forcestring: true}
          - {name: image.tag, value: 1.10, forcestring: true}
    `,
    finds: ['web /kustomize/images/0 acme/web:1', 'image /helm/parameters/1/value acme/web:1.10'],
  },
];

describe('images are found in', () => {
  it.each(cases)('$of', (found) => expectFound(found));
});
