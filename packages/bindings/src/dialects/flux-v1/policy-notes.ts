import type { Note } from '@deployment-automator/manifest-patcher';

/** In the order in which one beats another; Flux v1 itself lets chance decide. */
const prefixes: readonly { readonly prefix: string; readonly policy: string }[] = [
  { prefix: 'fluxcd.io/', policy: '' },
  { prefix: 'flux.weave.works/', policy: '' },
  { prefix: 'filter.fluxcd.io/', policy: 'tag.' },
];

/** What one resource says to Flux v1, by policy: `automated`, `locked`, `tag.web`; the note that counts comes first. */
export type PolicyNotes = ReadonlyMap<string, readonly Note[]>;

/** The policies among a resource's notes. */
export function policyNotes(notes: readonly Note[]): PolicyNotes {
  const said = new Map<string, readonly Note[]>();
  for (const { prefix, policy } of prefixes) {
    for (const note of notes) {
      if (!note.key.startsWith(prefix)) continue;
      const name = policy + note.key.slice(prefix.length);
      said.set(name, [...(said.get(name) ?? []), note]);
    }
  }
  return said;
}

/** The note that counts for a policy. */
export function noteOf(said: PolicyNotes, policy: string): Note | undefined {
  return said.get(policy)?.[0];
}

/** The containers that a tag pattern is written for. */
export function filteredContainers(said: PolicyNotes): readonly string[] {
  return [...said.keys()].filter((policy) => policy.startsWith('tag.')).map((policy) => policy.slice(4));
}
