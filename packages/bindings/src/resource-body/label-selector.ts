import { below, itemsOf, type Spot, textOf, textsOf, wordsOf } from './spot.ts';

/**
 * Whether a Kubernetes label selector matches; one that is not there does. An operator that is not known matches
 * nothing.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export function matchesLabels(selector: Spot, labels: ReadonlyMap<string, string>): boolean {
  const equal = [...textsOf(below(selector, 'matchLabels'))].every(
    ([key, value]) => labels.get(key) === value,
  );
  return (
    equal && itemsOf(below(selector, 'matchExpressions')).every((expression) => holds(expression, labels))
  );
}

function holds(expression: Spot, labels: ReadonlyMap<string, string>): boolean {
  const label = labels.get(textOf(below(expression, 'key')) ?? '');
  const values = wordsOf(below(expression, 'values'));
  switch (textOf(below(expression, 'operator'))) {
    case 'In':
      return label !== undefined && values.includes(label);
    case 'NotIn':
      return label === undefined || !values.includes(label);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    default:
      return false;
  }
}
