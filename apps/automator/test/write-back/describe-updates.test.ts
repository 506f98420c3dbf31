import { bind } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import { expect, it } from 'vitest';
import { type ListingRecord, plan } from '../../src/reconcile/index.ts';
import { describeUpdates } from '../../src/write-back/index.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations:
    automator/tag: semver:^1
spec:
  template:
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/web:1.0.0
`;

it('tells what an update brings and which tag came second, and looks into the same move once', async () => {
  const files = ['a.yaml', 'b.yaml'].map((path) => readFile(path, Buffer.from(deployment)));
  const candidates = ['1.0.0', '1.1.0', '1.2.0', '2.0.0'].map((tag) => ({ tag }));
  const record: ListingRecord = { listing: { candidates, state: 'complete' }, readAt: 0 };
  const { bindings } = bind(files, ['automator']);
  const { updates } = plan({ bindings }, () => record, { writeBack: 'commit', allows: () => true }, 0);
  const asked: string[] = [];
  const detailsOf = await describeUpdates(updates, {
    changes: {
      read: async (_image, from, to) => {
        asked.push(`${from.tag} ${to.tag}`);
        return { builtAt: 7 };
      },
    },
    listings: () => record,
    now: () => 0,
  });
  expect(updates).toHaveLength(2);
  for (const update of updates) {
    expect(detailsOf(update)).toMatchObject({ runnerUp: { tag: '1.1.0' }, brings: { builtAt: 7 } });
  }
  expect(asked).toEqual(['1.0.0 1.2.0']);
});
