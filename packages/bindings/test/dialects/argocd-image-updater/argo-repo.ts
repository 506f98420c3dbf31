import { readFile } from '@deployment-automator/manifest-patcher';
import type { BindingTable } from '../../../src/binding.ts';
import { argocdImageUpdaterDialect } from '../../../src/dialects/argocd-image-updater/argocd-image-updater-dialect.ts';

const prefix = 'argocd-image-updater.argoproj.io/';

export interface Annotated {
  /** Without the tool's prefix; values are written as they are. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly name?: string;
  /** The lines under `spec`. */
  readonly spec?: readonly string[];
  readonly labels?: readonly string[];
}

/** An Application whose manifests are in `apps/web`. */
export function application({
  annotations = {},
  name = 'web',
  spec = source(),
  labels = [],
}: Annotated): string {
  return [
    'apiVersion: argoproj.io/v1alpha1',
    'kind: Application',
    'metadata:',
    `  name: ${name}`,
    '  namespace: argocd',
    ...(labels.length === 0 ? [] : ['  labels:', ...labels.map((label) => `    ${label}`)]),
    '  annotations:',
    '    other: "1"',
    ...Object.entries(annotations).map(([key, value]) => `    ${prefix}${key}: ${value}`),
    'spec:',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

export function source(...more: readonly string[]): readonly string[] {
  return [
    'source:',
    '  repoURL: https://example.com/config.git',
    '  path: ./apps/web',
    ...more.map((line) => `  ${line}`),
  ];
}

export function kustomization(...images: readonly string[]): string {
  return ['resources: [deployment.yaml]', 'images:', ...images.map((image) => `  - ${image}`), ''].join('\n');
}

/** What the dialect makes of the files. */
export function claims(files: Readonly<Record<string, string>>): BindingTable {
  const { wantedKinds } = argocdImageUpdaterDialect;
  const facts = Object.entries(files).map(([path, text]) => readFile(path, Buffer.from(text), wantedKinds));
  return argocdImageUpdaterDialect.claims(facts);
}

/** The same in short. */
export function told(files: Readonly<Record<string, string>>) {
  const { bindings, problems } = claims(files);
  return {
    bindings: bindings.map(({ field, policy: { text, filters }, options }) =>
      [
        field.id,
        text,
        ...filters,
        ...(Object.keys(options).length === 0 ? [] : [JSON.stringify(options)]),
      ].join(' '),
    ),
    problems: problems.map(({ code, place, fields }) => `${code} ${place.file}:${place.line} [${fields}]`),
  };
}
