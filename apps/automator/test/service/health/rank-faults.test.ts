import type { Fault } from '@deployment-automator/api-schema';
import { expect, it } from 'vitest';
import { rankFaults } from '../../../src/service/health/rank-faults.ts';

function fault(where: string): Fault {
  return { where, code: 'x', message: `${where} is wrong`, next: 'mend it' };
}

it('puts first what stops most', () => {
  const ranked = rankFaults({
    own: [fault('queue')],
    configRepos: [
      { name: 'a', fault: null, problems: [fault('web.yaml:3')] },
      { name: 'b', fault: fault('b'), problems: [] },
    ],
    registries: [{ fault: null }, { fault: fault('ghcr.io') }],
    images: [fault('ghcr.io/acme/web')],
  });
  expect(ranked.map(({ where }) => where)).toEqual([
    'queue',
    'b',
    'ghcr.io',
    'ghcr.io/acme/web',
    'a: web.yaml:3',
  ]);
});

it('lists so many of a kind, and still the others', () => {
  const images = Array.from({ length: 1_000 }, (_, i) => fault(`${i}`));
  const configRepos = [{ name: 'a', fault: null, problems: [fault('web.yaml:3')] }];
  const ranked = rankFaults({ own: [], configRepos, registries: [], images });
  expect(ranked.length).toBe(101);
  expect(ranked.at(-1)?.where).toBe('a: web.yaml:3');
});
