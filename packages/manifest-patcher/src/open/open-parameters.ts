import { isMap, isScalar } from 'yaml';
import type { Cursor } from '../tree/cursor.ts';
import { holdsReference } from './open-field.ts';
import type { OpenScalar } from './open-scalar.ts';
import { openValues } from './open-values.ts';

/**
 * What an Argo CD source gives to a chart, in an Application, the template of an ApplicationSet or a
 * `.argocd-source-*.yaml`: the values of its parameters, named by the parameters' names, and versions in its values.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/parameters/
 */
export function* openParameters(at: Cursor): Generator<OpenScalar> {
  for (const child of at.branches()) {
    if (at.key !== 'helm') yield* openParameters(child);
    else if (child.key === 'parameters') yield* parametersIn(child);
    else if (child.key === 'valuesObject') yield* openValues(child);
  }
}

function* parametersIn(parameters: Cursor): Generator<OpenScalar> {
  for (const entry of parameters.children()) {
    const name = isMap(entry.node) ? entry.get('name')?.scalar : undefined;
    const at = entry.get('value');
    if (name === undefined || at === undefined || !(isScalar(at.node) || at.isAlias)) continue;
    const role = holdsReference(at.scalar ?? '') ? 'reference' : 'tag';
    yield { at, role, name };
  }
}
