import { type ImageName, parseImageName } from '@deployment-automator/image-reference';
import type { Resource } from '@deployment-automator/manifest-patcher';
import { matchesLabels } from '../../resource-body/label-selector.ts';
import { below, itemsOf, rootSpot, type Spot } from '../../resource-body/spot.ts';
import { tryPolicy } from '../../try-policy.ts';
import { type Fault, faultAt, isFault, suspendOrFault, textOrFault } from './fault.ts';

/** An ImageRepository. */
export interface ImageRepository {
  readonly resource: Resource;
  readonly image: ImageName;
  /** As it is written there. */
  readonly imageText: string;
  /** Filters that leave out what is excluded. */
  readonly excluded: readonly string[];
  readonly suspended: boolean;
  /** Whether policies in another namespace may use it. */
  allows(namespace: string): boolean;
}

/** What is left out where the object says nothing else. */
const defaultExclusions: readonly string[] = ['^.*\\.sig$'];

/** @see https://fluxcd.io/flux/components/image/imagerepositories/ */
export function readImageRepository(resource: Resource): ImageRepository | Fault {
  const spec = below(rootSpot(resource), 'spec');
  const imageText = textOrFault(below(spec, 'image'));
  const exclusions = readExclusions(below(spec, 'exclusionList'));
  const suspended = suspendOrFault(below(spec, 'suspend'));
  if (typeof imageText === 'object') return imageText;
  if (typeof suspended === 'object') return suspended;
  if (isFault(exclusions)) return exclusions;
  const image = readName(imageText ?? '');
  if (image === undefined) {
    const message = `"${imageText ?? ''}" is no image's name; write it without scheme and tag`;
    return faultAt(below(spec, 'image'), 'bad-resource', message);
  }
  return {
    resource,
    image,
    imageText: imageText ?? '',
    excluded: exclusions,
    suspended,
    allows: (namespace) => isAllowed(below(spec, 'accessFrom'), namespace),
  };
}

function readName(text: string): ImageName | undefined {
  try {
    return parseImageName(text);
  } catch {
    return undefined;
  }
}

function readExclusions(list: Spot): readonly string[] | Fault {
  const { value } = list;
  const given = value === undefined || value === null ? defaultExclusions : value;
  if (!Array.isArray(given)) return faultAt(list, 'bad-resource', 'exclusionList must be a list of patterns');
  const filters = given.map((pattern) => `!regex:${String(pattern)}`);
  const tried = tryPolicy('alphabetical', filters);
  return 'code' in tried ? faultAt(list, tried.code, tried.message) : filters;
}

/** Of a namespace only the label is known that Kubernetes itself gives it. */
function isAllowed(accessFrom: Spot, namespace: string): boolean {
  const labels = new Map([['kubernetes.io/metadata.name', namespace]]);
  return itemsOf(below(accessFrom, 'namespaceSelectors')).some((selector) => matchesLabels(selector, labels));
}
