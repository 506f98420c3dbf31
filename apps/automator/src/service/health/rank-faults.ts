import type { ConfigRepo, Fault, RegistryHealth } from '@deployment-automator/api-schema';

/** Everything that can be wrong, as it is found. */
export interface FoundFaults {
  /** Of what everything else stands on. */
  readonly own: readonly Fault[];
  readonly configRepos: readonly Pick<ConfigRepo, 'name' | 'fault' | 'problems'>[];
  readonly registries: readonly Pick<RegistryHealth, 'fault'>[];
  readonly images: readonly Fault[];
}

/** A page that lists more helps nobody; the rest shows when these are mended. */
const ofAKindAtMost = 100;

/**
 * Worst first, by how much stands still: the service itself, a config repo that cannot be read or written (a forge
 * that refuses is told there), a registry, an image, a line of a file.
 */
export function rankFaults({ own, configRepos, registries, images }: FoundFaults): Fault[] {
  const files = configRepos.flatMap(({ name, problems }) =>
    problems.map((problem) => ({ ...problem, where: `${name}: ${problem.where}` })),
  );
  return [
    own,
    configRepos.flatMap(({ fault }) => fault ?? []),
    registries.flatMap(({ fault }) => fault ?? []),
    images,
    files,
  ].flatMap((kind) => kind.slice(0, ofAKindAtMost));
}
