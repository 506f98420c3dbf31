import type { VerdictCode } from '@deployment-automator/tag-policy';
import type { JSX } from 'preact';
import type { IconName } from './icon.tsx';
import { Badge } from './state-badge.tsx';
import type { Tone } from './states.ts';

interface VerdictLook {
  readonly icon: IconName;
  readonly tone: Tone;
}

/** How each verdict is shown: what counts stands out, what does not is quiet. */
const looks: Readonly<Record<VerdictCode, VerdictLook>> = {
  chosen: { icon: 'up', tone: 'busy' },
  current: { icon: 'check', tone: 'good' },
  twin: { icon: 'copy', tone: 'good' },
  'not-newest': { icon: 'check', tone: 'quiet' },
  'not-newer': { icon: 'check', tone: 'quiet' },
  'too-young': { icon: 'clock', tone: 'wait' },
  unknown: { icon: 'question', tone: 'bad' },
  prerelease: { icon: 'ban', tone: 'quiet' },
  'above-range': { icon: 'arrow', tone: 'ask' },
  'out-of-range': { icon: 'ban', tone: 'quiet' },
  'other-suffix': { icon: 'ban', tone: 'quiet' },
  'other-tag': { icon: 'ban', tone: 'quiet' },
  'not-a-version': { icon: 'empty', tone: 'quiet' },
  'not-a-number': { icon: 'empty', tone: 'quiet' },
  'no-time': { icon: 'empty', tone: 'quiet' },
  filtered: { icon: 'ban', tone: 'quiet' },
  ignored: { icon: 'ban', tone: 'quiet' },
  signature: { icon: 'key', tone: 'quiet' },
};

/** A newer service may know more verdicts than this page. */
const other: VerdictLook = { icon: 'question', tone: 'quiet' };

/** What became of a tag, as a word with a picture. @param verdict one word of docs/policies.md */
export function VerdictBadge({ verdict }: { readonly verdict: string }): JSX.Element {
  const { icon, tone } = isVerdict(verdict) ? looks[verdict] : other;
  return (
    <Badge icon={icon} tone={tone}>
      {verdict}
    </Badge>
  );
}

function isVerdict(text: string): text is VerdictCode {
  return Object.hasOwn(looks, text);
}
