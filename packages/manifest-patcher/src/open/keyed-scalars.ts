import type { DocumentKind } from '../kinds/document-kind.ts';
import type { Cursor } from '../tree/cursor.ts';
import { openParameters } from './open-parameters.ts';
import type { OpenScalar } from './open-scalar.ts';
import { openValues } from './open-values.ts';

/** The scalars of a document that a resource elsewhere can point at as the version of an image. */
export function* keyedScalars(
  path: string,
  kind: DocumentKind,
  root: Cursor,
  resources: readonly { readonly at: Cursor; readonly kind: string }[],
): Generator<OpenScalar> {
  for (const { at, kind: of } of resources) {
    if (of === 'Application' || of === 'ApplicationSet') yield* openParameters(at);
  }
  if (isArgoSource(path)) yield* openParameters(root);
  else if (kind === 'values') yield* openValues(root);
}

/** What Argo CD, or an updater of its images, lays over an Application's source. */
export function isArgoSource(path: string): boolean {
  return /(?:^|\/)\.argocd-source(?:-[^/]*)?\.ya?ml$/.test(path);
}
