import { describe, expect, it } from 'vitest';
import { changeSetsOf, type Grouping, type Update } from '../../src/reconcile/index.ts';

function update(change: Partial<Update>): Update {
  const told = { delivery: 'commit', group: null, image: 'ghcr.io/acme/web', file: 'prod/a.yaml', ...change };
  return { id: told.file, ...told } as Update;
}

const updates = [
  update({ file: 'prod/a.yaml' }),
  update({ file: 'prod/b.yaml', image: 'ghcr.io/acme/api' }),
  update({ file: 'stage/c.yaml' }),
  update({ file: 'd.yaml', group: 'backend', image: 'ghcr.io/acme/db' }),
  update({ file: 'prod/e.yaml', group: 'backend' }),
  update({ file: 'prod/f.yaml', delivery: 'pull-request' }),
];

describe('what travels together', () => {
  const cases: readonly [Grouping | undefined, string[]][] = [
    [undefined, ['prod/a.yaml', 'prod/b.yaml', 'stage/c.yaml', 'd.yaml prod/e.yaml', 'prod/f.yaml']],
    [
      'image-and-directory',
      ['prod/a.yaml', 'prod/b.yaml', 'stage/c.yaml', 'd.yaml prod/e.yaml', 'prod/f.yaml'],
    ],
    ['directory', ['prod/a.yaml prod/b.yaml', 'stage/c.yaml', 'd.yaml prod/e.yaml', 'prod/f.yaml']],
    ['image', ['prod/a.yaml stage/c.yaml', 'prod/b.yaml', 'd.yaml prod/e.yaml', 'prod/f.yaml']],
    ['all', ['prod/a.yaml prod/b.yaml stage/c.yaml', 'd.yaml prod/e.yaml', 'prod/f.yaml']],
  ];
  it.each(cases)('by %s', (grouping, expected) => {
    const sets = changeSetsOf(updates, grouping);
    expect(sets.map((set) => set.updates.map(({ file }) => file).join(' '))).toEqual(expected);
    expect(new Set(sets.map(({ key }) => key)).size).toBe(expected.length);
  });

  it('never lets a commit and a pull request share a change set', () => {
    for (const { delivery, updates: together } of changeSetsOf(updates, 'all')) {
      expect(together.every((one) => one.delivery === delivery)).toBe(true);
    }
  });

  it('tells a group from a directory or an image of the same name', () => {
    const named = [update({ group: 'all' }), update({ file: 'all/a.yaml' })];
    for (const grouping of ['directory', 'image', 'all'] as const) {
      expect(changeSetsOf(named, grouping)).toHaveLength(2);
    }
  });
});
