import type { Resource } from '@deployment-automator/manifest-patcher';
import { toRange } from '../../masterminds/to-range.ts';
import { below, entriesOf, rootSpot, type Spot } from '../../resource-body/spot.ts';
import { tryPolicy } from '../../try-policy.ts';
import { type Fault, faultAt, isFault, suspendOrFault, textOrFault } from './fault.ts';
import { keyedPattern } from './keyed-pattern.ts';

/** An ImagePolicy, its rule in our words. */
export interface ImagePolicy {
  readonly resource: Resource;
  readonly text: string;
  readonly filters: readonly string[];
  /** What is put behind the text where a digest is written too. */
  readonly digest: '' | '@digest' | '@digest-follow';
  readonly repository: { readonly name: string; readonly namespace?: string };
  readonly suspended: boolean;
}

const digests: ReadonlyMap<string, ImagePolicy['digest']> = new Map([
  ['Never', ''],
  ['IfNotPresent', '@digest'],
  ['Always', '@digest-follow'],
] as const);

/** @see https://fluxcd.io/flux/components/image/imagepolicies/ */
export function readImagePolicy(resource: Resource): ImagePolicy | Fault {
  const spec = below(rootSpot(resource), 'spec');
  const reference = below(spec, 'imageRepositoryRef');
  const name = textOrFault(below(reference, 'name'));
  const namespace = textOrFault(below(reference, 'namespace'));
  const text = readOrder(below(spec, 'policy'));
  const filters = readFilterTags(below(spec, 'filterTags'));
  const reflection = textOrFault(below(spec, 'digestReflectionPolicy'));
  const suspended = suspendOrFault(below(spec, 'suspend'));
  for (const read of [name, namespace, text, filters, reflection, suspended]) {
    if (typeof read === 'object' && isFault(read)) return read;
  }
  if (typeof name !== 'string') return faultAt(reference, 'bad-resource', 'name the ImageRepository');
  if (typeof text !== 'string' || isFault(filters) || typeof suspended !== 'boolean') return noPolicy(spec);
  const digest = digests.get(typeof reflection === 'string' ? reflection : 'Never');
  if (digest === undefined) {
    const message = 'write Never, IfNotPresent or Always';
    return faultAt(below(spec, 'digestReflectionPolicy'), 'bad-resource', message);
  }
  const order = tryPolicy(text);
  if ('code' in order) return faultAt(below(spec, 'policy'), order.code, order.message);
  const filtered = tryPolicy(text, filters);
  if ('code' in filtered) return faultAt(below(spec, 'filterTags'), filtered.code, filtered.message);
  const repository = typeof namespace === 'string' ? { name, namespace } : { name };
  return { resource, text, filters, digest, repository, suspended };
}

/** One of `semver`, `alphabetical` and `numerical`; of two Flux would have to guess. */
function readOrder(policy: Spot): string | Fault {
  const [entry, another] = entriesOf(policy).filter(([, { value }]) => value !== null);
  if (entry === undefined || another !== undefined) return noPolicy(policy);
  const [kind, rule] = entry;
  if (kind === 'semver') return readRange(below(rule, 'range'));
  const name = { alphabetical: 'alphabetical', numerical: 'numeric' }[kind];
  if (name === undefined) return noPolicy(policy);
  const order = textOrFault(below(rule, 'order')) ?? 'asc';
  if (typeof order !== 'string') return order;
  if (order === 'asc') return name;
  return order === 'desc'
    ? `${name}:desc`
    : faultAt(below(rule, 'order'), 'bad-resource', 'write asc or desc');
}

function readRange(spot: Spot): string | Fault {
  const constraint = textOrFault(spot);
  if (typeof constraint !== 'string') return constraint ?? noPolicy(spot);
  const read = toRange(constraint);
  return 'problem' in read ? faultAt(spot, 'bad-policy', read.problem) : `semver:${read.range}`;
}

function readFilterTags(spot: Spot): readonly string[] | Fault {
  const pattern = textOrFault(below(spot, 'pattern')) ?? '';
  const extract = textOrFault(below(spot, 'extract')) ?? '';
  if (typeof pattern !== 'string') return pattern;
  if (typeof extract !== 'string') return extract;
  if (pattern === '' && extract === '') return [];
  const keyed = keyedPattern(pattern, extract);
  if (keyed !== undefined) return [`regex:${keyed}`];
  const message = `"${extract}" has no equivalent: only one group that the pattern has can be ordered, as in $ts`;
  return faultAt(below(spot, 'extract'), 'no-equivalent', message);
}

function noPolicy(spot: Spot): Fault {
  return faultAt(
    spot,
    'bad-resource',
    'write one of policy.semver.range, policy.alphabetical, policy.numerical',
  );
}
