import { isMap } from 'yaml';
import type { Cursor } from '../tree/cursor.ts';

/** What a document is, which decides where its images are. */
export type DocumentKind =
  | 'circleci'
  | 'compose'
  | 'github-workflow'
  | 'gitlab-ci'
  | 'json-data'
  | 'nothing'
  | 'resource'
  | 'values';

interface Row {
  readonly kind: DocumentKind;
  readonly is: (path: string, root: Cursor) => boolean;
}

/**
 * What a document is, by its path and its own keys; the first row that fits counts. This is the only place where files
 * are told apart.
 */
export function documentKind(path: string, root: Cursor): DocumentKind {
  return rows.find((row) => row.is(path, root))?.kind ?? (/\.json$/i.test(path) ? 'json-data' : 'values');
}

const has =
  (...keys: readonly string[]): Row['is'] =>
  (_, root) =>
    keys.every((key) => root.get(key) !== undefined);

const isNamed =
  (pattern: RegExp): Row['is'] =>
  (path) =>
    pattern.test(path);

const rows: readonly Row[] = [
  // Our own rules name images, and hold none.
  { kind: 'nothing', is: isNamed(/(?:^|\/)\.automator\.ya?ml$/) },
  // What package managers write: `repository` is a Git repository, `image` a picture.
  {
    kind: 'nothing',
    is: isNamed(
      /(?:^|\/)(?:Chart\.(?:yaml|lock)|package\.json|composer\.json|[\w.-]*[.-]lock\.(?:json|ya?ml)|renovate\.json5?)$/,
    ),
  },
  // What is built is a target, and no image to pull (Skaffold).
  { kind: 'nothing', is: (_, root) => root.get('apiVersion')?.string?.startsWith('skaffold/') === true },
  // An API description: `image` is the name of a property.
  { kind: 'nothing', is: has('openapi') },
  { kind: 'nothing', is: has('swagger') },
  // A JSON schema, as charts have for their values.
  { kind: 'nothing', is: has('$schema', 'properties') },
  // A Grafana dashboard: `image` is a picture, `repository` and `tag` are queries.
  { kind: 'nothing', is: has('panels', 'schemaVersion') },
  // A Helm repository's index: each chart carries its manifest's icon and images of others.
  { kind: 'nothing', is: has('entries', 'generated') },
  { kind: 'resource', is: (_, root) => isResource(root) },
  { kind: 'github-workflow', is: isNamed(/(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+$/) },
  { kind: 'github-workflow', is: isNamed(/(?:^|\/)action\.ya?ml$/) },
  { kind: 'gitlab-ci', is: isNamed(/(?:^|\/)[\w.-]*\.gitlab-ci\.ya?ml$|(?:^|\/)\.gitlab\/ci\//) },
  { kind: 'circleci', is: isNamed(/(?:^|\/)\.circleci\/[^/]+$/) },
  {
    kind: 'compose',
    is: (path, root) =>
      isMap(root.get('services')?.node) &&
      (/(?:^|\/)(?:docker-)?compose[\w.-]*\.(?:ya?ml|json)$/i.test(path) || services(root)),
  },
];

/** `kind` alone can be a value of a chart (`kind: Deployment`), so a second sign is wanted. */
function isResource(root: Cursor): boolean {
  if (root.get('kind')?.string === undefined) return false;
  return ['apiVersion', 'metadata', 'spec', 'items'].some((key) => root.get(key) !== undefined);
}

/** Every service of a Compose file has an image or is built; other files have `services` of other kinds. */
function services(root: Cursor): boolean {
  const found = root.get('services')?.children() ?? [];
  return found.length > 0 && found.every((service) => service.get('image') ?? service.get('build'));
}
