import { bind } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/config-repo/index.ts';
import { plan } from '../../src/reconcile/index.ts';
import { buildCommits } from '../../src/write-back/index.ts';

const file = `# two images in one file\r
apiVersion: v1\r
kind: Pod\r
metadata:\r
  name: shop\r
  annotations: {automator/tag: "semver:^1"}\r
spec:\r
  containers:\r
    - {name: web, image: "ghcr.io/acme/web:1.0.0"}   # the page\r
    - {name: api, image: ghcr.io/acme/api:1.0.0}`;

function snapshotOf(text: string): Snapshot {
  const facts = readFile('shop.yaml', Buffer.from(text));
  const files = new Map([['shop.yaml', { path: 'shop.yaml', blob: 'blob', mode: '100755', facts }]]);
  return { repo: 'config', branch: 'main', commit: 'commit', files, table: bind([facts], ['automator']) };
}

function changeSetsFor(snapshot: Snapshot, tag: string, digest?: string) {
  const candidate = digest === undefined ? { tag } : { tag, digest };
  const listing = { candidates: [candidate], state: 'complete' as const };
  const rules = { writeBack: 'commit' as const, allows: () => true };
  return plan(snapshot.table, () => ({ listing, readAt: 0 }), rules, 0).changeSets;
}

describe('buildCommits', () => {
  it('puts one commit on another, changes the bytes of the images alone and keeps the mode', async () => {
    const snapshot = snapshotOf(file);
    const changeSets = changeSetsFor(snapshot, '1.10.0');
    const { commits, written, refused } = await buildCommits(snapshot, changeSets, async () =>
      Buffer.from(file),
    );
    expect(refused).toEqual([]);
    expect(written).toHaveLength(2);
    expect(commits.map(({ changes }) => changes.map(({ path, mode }) => `${mode} ${path}`))).toEqual([
      ['100755 shop.yaml'],
      ['100755 shop.yaml'],
    ]);
    const [first, second] = commits.map(({ changes }) => Buffer.from(changes[0]?.bytes ?? []).toString());
    expect(first).toBe(file.replace('acme/web:1.0.0', 'acme/web:1.10.0'));
    expect(second).toBe(file.replaceAll(':1.0.0', ':1.10.0'));
  });

  it('writes no digest where none stands and none is asked for, though it is known', async () => {
    const snapshot = snapshotOf(file);
    const changeSets = changeSetsFor(snapshot, '1.10.0', `sha256:${'a'.repeat(64)}`);
    const { commits } = await buildCommits(snapshot, changeSets, async () => Buffer.from(file));
    const last = Buffer.from(commits.at(-1)?.changes[0]?.bytes ?? []).toString();
    expect(last).toBe(file.replaceAll(':1.0.0', ':1.10.0'));
  });

  it('leaves out and reports a field that is not what was read, and makes no empty commit', async () => {
    const snapshot = snapshotOf(file);
    const other = file
      .replace('acme/api:1.0.0', 'acme/api:1.0.5')
      .replace('acme/web:1.0.0', 'acme/web:1.0.5');
    const { commits, refused } = await buildCommits(snapshot, changeSetsFor(snapshot, '1.10.0'), async () =>
      Buffer.from(other),
    );
    expect(commits).toEqual([]);
    expect(refused.map(({ code }) => code)).toEqual(['edit-refused', 'edit-refused']);
  });
});
