import type {
  HeldField,
  ProposedUpdate,
  PullRequestInput,
} from '../../../src/write-back/pull-request-body/index.ts';
import type { ImageChange } from '../../../src/write-back/what-it-brings/index.ts';

/** An update as the planner proposes it, where a test does not care. */
export function proposed(change: Partial<ProposedUpdate> = {}): ProposedUpdate {
  const file = change.file ?? 'clusters/prod/web.yaml';
  return {
    image: 'ghcr.io/acme/web',
    from: '1.4.0',
    to: '1.5.0',
    policy: 'semver:^1.4',
    reason: '1.5.0 is the newest version that semver:^1.4 takes',
    group: null,
    file,
    binding: { field: { name: 'web', place: { file, document: 0, pointer: '/spec', line: 12, column: 16 } } },
    ...change,
  };
}

export const brings: ImageChange = {
  builtAt: Date.UTC(2026, 10, 20, 9, 30),
  source: 'https://github.com/acme/web',
  revision: 'b'.repeat(40),
  change: {
    url: 'https://github.com/acme/web/compare/aaa...bbb',
    total: 2,
    commits: [
      { id: 'a'.repeat(40), subject: 'Mend the login', author: 'ann' },
      { id: 'b'.repeat(40), subject: 'Show the price', author: 'bob' },
    ],
  },
  release: {
    tag: 'v1.5.0',
    url: 'https://github.com/acme/web/releases/tag/v1.5.0',
    notes: '# New\n\n- Prices are **shown**\n- See [the docs](https://docs.example.org)\n',
  },
};

export const held: HeldField = {
  id: 'clusters/dev/web.yaml#0/spec/template/spec/containers/0/image',
  image: 'ghcr.io/acme/web',
  from: '1.4.0',
  to: '1.5.0',
  code: 'reverted',
  reason: 'ann moved it back',
  since: '2026-11-19T08:00:00Z',
};

export function input(change: Partial<PullRequestInput> = {}): PullRequestInput {
  return {
    updates: [proposed()],
    details: () => ({
      runnerUp: { tag: '1.4.9', reason: 'it counts, but a newer tag counts too' },
      brings,
    }),
    held: [],
    limits: { maxTitle: 255, maxBody: 65_536 },
    reopens: true,
    reserved: 200,
    ...change,
  };
}
