import type { State } from '@deployment-automator/api-schema';
import type { IconName } from './icon.tsx';

/** How a state is shown: always by a word and a picture, never by colour alone. */
export interface StateLook {
  readonly word: string;
  readonly icon: IconName;
  readonly tone: Tone;
  /** What it means, in half a sentence. */
  readonly meaning: string;
}

export type Tone = 'good' | 'busy' | 'ask' | 'wait' | 'bad' | 'quiet';

/** Every state, those that need a person most first. */
export const stateLooks: Readonly<Record<State, StateLook>> = {
  conflict: {
    word: 'Conflict',
    icon: 'alert',
    tone: 'bad',
    meaning: 'what is written about it is wrong or contradicts itself',
  },
  unknown: {
    word: 'Unknown',
    icon: 'question',
    tone: 'bad',
    meaning: 'the tags could not be read, so nothing is decided',
  },
  held: { word: 'Held', icon: 'pause', tone: 'wait', meaning: 'a person stopped it' },
  'pull-request': {
    word: 'Pull request open',
    icon: 'pull',
    tone: 'ask',
    meaning: 'somebody has to merge it',
  },
  pending: { word: 'Update pending', icon: 'up', tone: 'busy', meaning: 'the update is about to be written' },
  refused: {
    word: 'Not allowed',
    icon: 'ban',
    tone: 'bad',
    meaning: 'the service may not write this image',
  },
  'no-candidate': {
    word: 'No candidate',
    icon: 'empty',
    tone: 'wait',
    meaning: 'no tag counts by the policy',
  },
  'above-range': {
    word: 'Above range',
    icon: 'arrow',
    tone: 'quiet',
    meaning: 'what runs is newer than the policy allows',
  },
  current: { word: 'Current', icon: 'check', tone: 'good', meaning: 'the newest allowed version is there' },
};

/** In the order in which they need a person. */
export const allStates: readonly State[] = Object.keys(stateLooks).filter(isState);

/** A newer service may know more states than this page. */
export function isState(text: string): text is State {
  return Object.hasOwn(stateLooks, text);
}
