import { expect, it } from 'vitest';
import type { Held } from '../../../src/reconcile/index.ts';
import { tellHeld } from '../../../src/service/tell/index.ts';

const refused: Held = {
  id: 'web.yaml#0/image',
  image: 'ghcr.io/acme/web',
  from: '1.0.0',
  to: '1.1.0',
  code: 'refused',
  reason: 'refused with pull request #1: alice closed it',
  since: null,
};

it('tells what a person holds since the look before, with its image', () => {
  const [told, ...others] = tellHeld('production', { held: [refused], heldBefore: [] });
  expect(others).toEqual([]);
  expect(told?.happening).toEqual({
    kind: 'pull-request',
    message: 'ghcr.io/acme/web: refused with pull request #1: alice closed it',
    configRepo: 'production',
    image: 'ghcr.io/acme/web',
    imageId: expect.stringMatching(/^[0-9a-f]{16}$/),
    code: 'refused',
    tag: '1.1.0',
  });
});

it('tells nothing of what is held as before, also while its newest version is another one', () => {
  const newer = { ...refused, from: '1.0.1' };
  expect(tellHeld('production', { held: [newer], heldBefore: [refused] })).toEqual([]);
});

it('tells that another reason holds it now, and when nothing does any more', () => {
  const approved: Held = { ...refused, code: 'approved', reason: 'bob approved it' };
  const [told] = tellHeld('production', { held: [approved], heldBefore: [refused] });
  expect(told?.happening).toMatchObject({ code: 'approved', message: expect.stringContaining('bob') });
  const [ended] = tellHeld('production', { held: [], heldBefore: [approved] });
  expect(ended?.happening.message).toBe('ghcr.io/acme/web: no pull request holds 1.1.0 any more');
});
