import type { RegistryClient, TagListing } from '@deployment-automator/registry-clients';

/** A registry in memory, as its client shows it; counts what it is asked. */
export interface FakeRegistry {
  readonly client: RegistryClient;
  /** What each tag points at. */
  readonly digests: Map<string, string>;
  /** When each digest was built; ms since the epoch. */
  readonly builtAt: Map<string, number>;
  /** What the next listings say; by default every tag, complete. */
  listing: TagListing | undefined;
  /** `list`, `head <tag>` and `read <digest>`, in order. */
  readonly asked: string[];
}

export function createFakeRegistry(tags: Readonly<Record<string, string>>): FakeRegistry {
  const fake: FakeRegistry = {
    digests: new Map(Object.entries(tags)),
    builtAt: new Map(),
    listing: undefined,
    asked: [],
    client: {
      listTags: async () => {
        fake.asked.push('list');
        return fake.listing ?? listed([...fake.digests.keys()]);
      },
      resolveTag: async (_, tag) => {
        fake.asked.push(`head ${tag}`);
        const digest = fake.digests.get(tag);
        return digest === undefined ? undefined : { digest };
      },
      readImage: async (_, digest) => {
        fake.asked.push(`read ${digest}`);
        const builtAt = fake.builtAt.get(digest);
        return { digest, labels: {}, platforms: [], ...(builtAt !== undefined && { builtAt }) };
      },
      listReferrers: async () => [],
      timeOf: () => 'built',
      close: async () => undefined,
    },
  };
  return fake;
}

/** A listing that says nothing but tags. */
export function listed(tags: readonly string[], state: TagListing['state'] = 'complete'): TagListing {
  return { tags, candidates: tags.map((tag) => ({ tag })), state };
}
