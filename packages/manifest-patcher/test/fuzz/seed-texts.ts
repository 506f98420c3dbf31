import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shop, yaml } from '../manifests.ts';

/** Files to begin with, one character a byte: our own, and any real and hostile ones that lie beside the project. */
export function seedTexts(): readonly [string, ...string[]] {
  const beside = join(import.meta.dirname, '../../../../../shared');
  return [shop, ...ours, ...yamlBelow(join(beside, 'cases/yaml')), ...yamlBelow(join(beside, 'corpus/open'))];
}

/** Longer ones say nothing new, and slow everything. */
const maxLength = 6_000;

function yamlBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .filter((text) => text.length < maxLength && /mage|repository|newTag/.test(text));
}

const ours: readonly string[] = [
  yaml`
  # Values of a chart
  image:
    registry: ghcr.io
    repository: acme/web
    tag: 1.10   # automator: semver:^1
    pullPolicy: IfNotPresent
  sidecar: {image: "nginx:1.25", args: ["--port=80", '-v']}
  script: |
    #!/bin/sh
    echo "image: none"

    exit 0
  note: >-
    one line
    and another

    paragraph
  long: plain text that goes on
    over the line
  empty:
  list:
  - a
  -
    - b
    - - c
  "quoted key": 'it''s'
  escaped: "tab\tand \u00e9"
  `,
  yaml`
  apiVersion: kustomize.config.k8s.io/v1beta1
  kind: Kustomization
  images:
    - name: nginx
      newName: ghcr.io/acme/nginx
      newTag: "1.25"
    - {name: web, digest: sha256:0000000000000000000000000000000000000000000000000000000000000000}
  `,
  yaml`
  kind: Application
  metadata:
    annotations: {argocd-image-updater.argoproj.io/image-list: "web=ghcr.io/acme/web"}
  spec:
    source:
      helm:
        parameters:
          - name: web.build
            value: "1.2"   # {"$imagepolicy": "flux-system:web:tag"}
          - {name: whole, value: "ghcr.io/acme/api:1"}
        valuesObject: {web: {tag: v1, "version": 1.10}}
  ---
  appVersion: &v 1.2
  tags:
    # {"$imagepolicy": "flux-system:web:tag"}
    - 1.3
    - *v
  build: [v1] # {"$imagepolicy": "flux-system:web:tag"}
  whole: ghcr.io/acme/web:1 # {"$imagepolicy": "flux-system:web"}
  image: {repository: a/b, tag: *v}
  `,
  'kind: Pod\r\nspec:\r\n  containers:\r\n  - &c\r\n    image: &i nginx:1.2 # x\r\n  - <<: *c\r\n    name: b\r\n  - image: *i\r\n',
  '%YAML 1.2\n--- # start\nkind: List\nitems:\n- kind: Pod\n  spec:\n    containers:\n    - {image: a:1, name: x}\n...\n',
];
