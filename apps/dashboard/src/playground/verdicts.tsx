import { type DecisionCode, decisions } from '@deployment-automator/tag-policy';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Icon, type IconName } from '../parts/icon.tsx';
import { EmptyNote } from '../parts/notes.tsx';
import { sentence } from '../parts/sentence.ts';
import type { Tone } from '../parts/states.ts';
import { VerdictBadge } from '../parts/verdict-badge.tsx';
import type { Judgement, VerdictCount } from './judge.ts';
import { VerdictTable } from './verdict-table.tsx';

export interface VerdictsProps {
  /** Undefined where there is a fault, or the tags are on their way. */
  readonly judgement: Judgement | undefined;
  readonly hasFaults: boolean;
}

/** What is decided, which verdicts there are and what they mean, and the verdict on every tag. */
export function Verdicts({ judgement, hasFaults }: VerdictsProps): JSX.Element {
  const [only, setOnly] = useState<string | undefined>(undefined);
  if (judgement === undefined) {
    return (
      <section class="verdicts" aria-label="Verdicts">
        {hasFaults && (
          <EmptyNote title="There is a fault, so nothing is decided.">
            <p>The service reports it as an error and leaves the field as it is.</p>
          </EmptyNote>
        )}
      </section>
    );
  }
  const { decision, judged, counts } = judgement;
  const filter = counts.some(({ code }) => code === only) ? only : undefined;
  return (
    <section class="verdicts" aria-label="Verdicts">
      <DecisionNote judgement={judgement} />
      {judged.length === 0 ? (
        <EmptyNote title="There are no tags yet.">
          <p>Name an image, or paste some tags.</p>
        </EmptyNote>
      ) : (
        <>
          <h2>Verdicts on {judged.length.toLocaleString()} tags</h2>
          <Meanings counts={counts} only={filter} onOnly={setOnly} />
          <VerdictTable
            key={decision.code}
            judged={filter === undefined ? judged : judged.filter(({ code }) => code === filter)}
          />
        </>
      )}
    </section>
  );
}

const decisionLooks: Readonly<Record<DecisionCode, { readonly icon: IconName; readonly tone: Tone }>> = {
  update: { icon: 'up', tone: 'busy' },
  down: { icon: 'up', tone: 'wait' },
  current: { icon: 'check', tone: 'good' },
  'not-newer': { icon: 'check', tone: 'quiet' },
  'above-range': { icon: 'arrow', tone: 'quiet' },
  'too-young': { icon: 'clock', tone: 'wait' },
  'no-candidate': { icon: 'empty', tone: 'wait' },
  'no-clock': { icon: 'question', tone: 'bad' },
  unknown: { icon: 'question', tone: 'bad' },
};

function DecisionNote({ judgement: { decision } }: { readonly judgement: Judgement }): JSX.Element {
  const { code, chosen, reason } = decision;
  const { icon, tone } = decisionLooks[code];
  const moves = code === 'update' || code === 'down';
  return (
    <div class={`decision tone-${tone}`} role="status">
      <Icon name={icon} />
      <div>
        <p class="decision-title">
          {moves && chosen !== undefined ? (
            <>
              Moves to <span class="version">{chosen.tag}</span>
            </>
          ) : (
            'Stays as it is'
          )}
        </p>
        <p>{sentence(reason)}</p>
        <p class="hint">
          <code>{code}</code>: {decisions[code]}
        </p>
      </div>
    </div>
  );
}

interface MeaningsProps {
  readonly counts: readonly VerdictCount[];
  readonly only: string | undefined;
  readonly onOnly: (code: string | undefined) => void;
}

/** Which verdicts there are, what they mean, and a button to see the tags of one alone. */
function Meanings({ counts, only, onOnly }: MeaningsProps): JSX.Element {
  return (
    <ul class="meanings">
      {counts.map(({ code, count, meaning }) => (
        <li key={code}>
          <button
            type="button"
            class="meaning-button"
            aria-pressed={only === code}
            onClick={() => onOnly(only === code ? undefined : code)}
          >
            <VerdictBadge verdict={code} />
            <span class="meaning-count">{count.toLocaleString()}</span>
          </button>
          <span class="meaning">{meaning}</span>
        </li>
      ))}
    </ul>
  );
}
