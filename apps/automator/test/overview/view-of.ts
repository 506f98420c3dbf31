import { bind } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import type { Candidate } from '@deployment-automator/tag-policy';
import type { ListingAttempt } from '../../src/check/index.ts';
import type { IndexedFile, Snapshot } from '../../src/config-repo/index.ts';
import type { KnownListings, RepoView } from '../../src/overview/index.ts';
import { type PlanRules, plan } from '../../src/reconcile/index.ts';

export const now = Date.parse('2026-11-01T12:00:00Z');

/** A Deployment with one container. */
export function deployment(name: string, image: string, annotations: readonly string[] = []): string {
  const noted = ['automator/tag: semver:^1', ...annotations].map((line) => `    ${line}\n`).join('');
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  annotations:
${noted}spec:
  template:
    spec:
      containers:
        - name: ${name}
          image: ${image}
`;
}

/** The id of that container's field. */
export function fieldIn(file: string): string {
  return `${file}#0/spec/template/spec/containers/0/image`;
}

export function snapshotOf(name: string, texts: Readonly<Record<string, string>>): Snapshot {
  const files = new Map<string, IndexedFile>(
    Object.entries(texts).map(([path, text]) => [
      path,
      { path, mode: '100644', blob: path, facts: readFile(path, Buffer.from(text)) },
    ]),
  );
  const facts = [...files.values()].map((file) => file.facts);
  return { repo: name, branch: 'main', commit: 'c0ffee', files, table: bind(facts, ['automator']) };
}

/** A listing that was read an hour ago. */
export function listed(
  tags: readonly (string | Candidate)[],
  more: Partial<ListingAttempt> = {},
): ListingAttempt {
  const candidates = tags.map((tag) => (typeof tag === 'string' ? { tag } : tag));
  const readAt = now - 3_600_000;
  return {
    listing: { candidates, state: 'complete' },
    ...{ readAt, attemptedAt: readAt, failures: 0, turn: 1 },
    ...more,
  };
}

export function listingsOf(known: Readonly<Record<string, ListingAttempt>>): KnownListings {
  return { nameOf: (image) => image, get: (image) => known[image] };
}

export interface ViewChanges extends Partial<RepoView> {
  readonly rules?: Partial<PlanRules>;
}

/** A config repo and what is planned for it. */
export function viewOf(
  name: string,
  texts: Readonly<Record<string, string>>,
  listings: KnownListings,
  { rules, ...changes }: ViewChanges = {},
): RepoView {
  const snapshot = snapshotOf(name, texts);
  const { writeBack = 'commit' } = changes;
  const planned = plan(snapshot.table, listings.get, { writeBack, allows: () => true, ...rules }, now);
  return {
    name,
    branch: 'main',
    writeBack,
    hasForge: true,
    snapshot,
    plan: planned,
    pulls: { pulls: [], held: [], waiting: [] },
    fault: undefined,
    ...changes,
  };
}
