import { expect, it } from 'vitest';
import { hostState, sayStatus } from '../../src/health/host-words.ts';

const now = Date.UTC(2026, 0, 31, 12);
const at = (offset: number): string => new Date(now + offset).toISOString();
const host = { lastStatus: 200, lastAnswerAt: at(-1_000), pausedUntil: null, fault: null };
const fault = { where: 'ghcr.io', code: 'unauthorized', message: 'It says 401.', next: 'Correct them.' };

it.each([
  ['answers', host],
  ['paused', { ...host, pausedUntil: at(1_000) }],
  ['answers', { ...host, pausedUntil: at(-1_000) }],
  ['fault', { ...host, pausedUntil: at(1_000), fault }],
  ['not-asked', { ...host, lastAnswerAt: null, lastStatus: null }],
])('is %s', (state, given) => {
  expect(hostState(given, now)).toBe(state);
});

it.each([
  [null, '–'],
  [429, '429 too many requests'],
  [418, '418'],
])('says the status %s', (status, words) => {
  expect(sayStatus(status)).toBe(words);
});
