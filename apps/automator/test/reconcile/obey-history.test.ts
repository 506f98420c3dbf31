import { bind } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../src/holds/index.ts';
import {
  type ListingRecord,
  obeyHistory,
  type Plan,
  type PlanRules,
  plan,
} from '../../src/reconcile/index.ts';

const id = 'web.yaml#0/image';
const text = 'image: ghcr.io/acme/web:1.4.0 # automator: semver:^1\n';
const hold = { code: 'reverted', reason: 'ann moved it', since: '2026-01-01T00:00:00Z' } as const;

function obeyed(judgement: Judgement, tags: readonly string[], rules: Partial<PlanRules> = {}): Plan {
  const table = bind([readFile('web.yaml', Buffer.from(text))], ['automator']);
  const candidates = tags.map((tag) => ({ tag, digest: `sha256:${tag}` }));
  const listings = (): ListingRecord => ({ listing: { candidates, state: 'complete' }, readAt: 0 });
  const all: PlanRules = { writeBack: 'commit', allows: () => true, ...rules };
  return obeyHistory(plan(table, listings, all, 0), new Map([[id, judgement]]), listings, all, 0);
}

describe('an update of a field that a person moved', () => {
  it('is held where the move stops the field', () => {
    const { updates, changeSets, held, decided } = obeyed({ hold, skipped: [] }, ['1.4.0', '1.5.0']);
    expect({ updates, changeSets }).toEqual({ updates: [], changeSets: [] });
    expect(held).toEqual([{ id, image: 'ghcr.io/acme/web', from: '1.4.0', to: '1.5.0', ...hold }]);
    expect(decided).toMatchObject([{ state: 'held', reason: 'ann moved it' }]);
  });

  it('is decided again without the versions that were left', () => {
    const skipped = [{ version: { tag: '1.5.0' }, hold }];
    expect(obeyed({ skipped }, ['1.4.0', '1.5.0']).held).toMatchObject([{ to: '1.5.0', code: 'reverted' }]);
    const newer = obeyed({ skipped }, ['1.4.0', '1.5.0', '1.5.1']);
    expect(newer).toMatchObject({
      updates: [{ to: '1.5.1' }],
      held: [],
      changeSets: [{ delivery: 'commit' }],
    });
  });

  it('takes the skipped tag again where it was pushed again since', () => {
    const skipped = [{ version: { tag: '1.5.0', digest: 'sha256:old' }, hold }];
    expect(obeyed({ skipped }, ['1.4.0', '1.5.0']).updates).toMatchObject([{ to: '1.5.0' }]);
  });

  it('is only proposed where nobody can know what persons did, and never more than is allowed', () => {
    const missing = { skipped: [], missing: 'rewritten' } as const;
    expect(obeyed(missing, ['1.5.0']).changeSets).toMatchObject([
      {
        delivery: 'pull-request',
        updates: [{ delivery: 'pull-request', reason: expect.stringContaining('was rewritten') }],
      },
    ]);
    expect(obeyed(missing, ['1.5.0'], { writeBack: 'observe' }).updates).toMatchObject([
      { delivery: 'observe' },
    ]);
  });

  it('goes on where the history says nothing', () => {
    expect(obeyed({ skipped: [] }, ['1.5.0']).updates).toMatchObject([{ to: '1.5.0', delivery: 'commit' }]);
  });
});
