import type { IconName } from '../parts/icon.tsx';
import type { Tone } from '../parts/states.ts';

/** How a verdict is shown. */
export interface VerdictLook {
  readonly word: string;
  readonly icon: IconName;
  readonly tone: Tone;
  /** Whether the tag counts by the policy; those that do not are set back. */
  readonly counts: boolean;
}

const counting = { icon: 'check', tone: 'quiet', counts: true } as const;
const leftOut = { icon: 'empty', tone: 'quiet', counts: false } as const;

const looks: Readonly<Record<string, VerdictLook>> = {
  chosen: { word: 'Chosen', icon: 'check', tone: 'good', counts: true },
  current: { word: 'Current', icon: 'check', tone: 'busy', counts: true },
  twin: { ...counting, word: 'Ranks the same' },
  'not-newest': { ...counting, word: 'Not the newest' },
  'not-newer': { ...counting, word: 'Not newer' },
  'too-young': { word: 'Too young', icon: 'clock', tone: 'wait', counts: true },
  unknown: { word: 'Unknown', icon: 'question', tone: 'bad', counts: true },
  prerelease: { ...leftOut, word: 'Pre-release' },
  'above-range': { ...leftOut, word: 'Above range' },
  'out-of-range': { ...leftOut, word: 'Out of range' },
  'other-suffix': { ...leftOut, word: 'Other suffix' },
  'other-tag': { ...leftOut, word: 'Other tag' },
  'not-a-version': { ...leftOut, word: 'Not a version' },
  'not-a-number': { ...leftOut, word: 'Not a number' },
  'no-time': { ...leftOut, word: 'No time' },
  filtered: { ...leftOut, word: 'Filtered' },
  ignored: { ...leftOut, word: 'Ignored' },
  signature: { ...leftOut, word: 'Signature' },
};

/** A verdict that this page does not know is shown by its own word. */
export function verdictLook(verdict: string): VerdictLook {
  return looks[verdict] ?? { ...leftOut, word: verdict };
}
