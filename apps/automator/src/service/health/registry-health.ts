import type { Fault, RegistryHealth } from '@deployment-automator/api-schema';
import { parseImageName } from '@deployment-automator/image-reference';
import type { ListingFault } from '../../overview/index.ts';
import type { HostBook } from '../../telemetry/index.ts';
import { hostHealth } from './host-health.ts';

/** What is the matter with a whole registry, and not with one image on it. */
const ofTheHost: readonly string[] = [
  'unreachable',
  'tls',
  'timeout',
  'rate-limited',
  'server-error',
  'not-a-registry',
  'refused-address',
];

/**
 * Every registry that images are on or that was asked, by its name.
 *
 * @param images the names under which the bound images are listed
 */
export function registryHealth(
  images: readonly string[],
  faults: readonly ListingFault[],
  book: Pick<HostBook, 'of' | 'hosts'>,
): RegistryHealth[] {
  const counts = new Map<string, number>(book.hosts().map((host) => [host, 0]));
  for (const image of images) counts.set(hostOf(image), (counts.get(hostOf(image)) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([host, count]) => ({
      ...hostHealth(book.of(host)),
      images: count,
      fault: hostFault(host, faults),
    }));
}

/** The faults that are an image's own. */
export function imageFaults(faults: readonly ListingFault[]): Fault[] {
  return faults.filter(({ fault }) => !ofTheHost.includes(fault.code)).map(({ fault }) => fault);
}

/** One for all images of a host that fail for the same reason: the first image's, by name. */
function hostFault(host: string, faults: readonly ListingFault[]): Fault | null {
  const own = faults.filter(({ image, fault }) => hostOf(image) === host && ofTheHost.includes(fault.code));
  const [first] = own;
  if (first === undefined) return null;
  const others = own.length === 1 ? '' : ` (and ${own.length - 1} more of its images)`;
  return { ...first.fault, where: host, message: `${first.fault.message}${others}` };
}

function hostOf(image: string): string {
  return parseImageName(image).registry;
}
