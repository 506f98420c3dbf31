import type { ImageDetail } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app/app-context.ts';
import { useAct } from './use-act.ts';

/** When to look what the check has found, in milliseconds after it was asked for; a check that finds nothing new tells nobody. */
const looks = [1_500, 4_000, 10_000] as const;

export interface CheckNowProps {
  readonly image: ImageDetail;
  /** Looks again at what is known of the image. */
  readonly onLook: () => void;
}

/** Asks the registry now instead of at the next poll. */
export function CheckNow({ image: { image, listing }, onLook }: CheckNowProps): JSX.Element {
  const { client } = useApp();
  const { act, mayAct, isActing, problem } = useAct('Checking an image');
  /** When the registry was last asked, at the time of the click. */
  const [before, setBefore] = useState<string | null | undefined>(undefined);
  const isAsked = before !== undefined;
  const isChecked = isAsked && listing.attemptedAt !== before;

  useEffect(() => {
    if (!isAsked || isChecked) return undefined;
    const timers = looks.map((wait) => setTimeout(onLook, wait));
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [isAsked, isChecked, onLook]);

  const check = async (): Promise<void> => {
    if (!(await mayAct())) return;
    const { attemptedAt } = listing;
    const answer = await act(() => client.check({ image }));
    setBefore(answer === undefined ? undefined : attemptedAt);
  };
  return (
    <>
      <button type="button" class="button" disabled={isActing} onClick={check}>
        Check now
      </button>
      <span class="hint" role="status">
        {isAsked && (isChecked ? 'Checked.' : 'Asked. What is found is shown here.')}
      </span>
      {problem !== undefined && (
        <span class="fault-text" role="alert">
          {problem.message} {problem.next}
        </span>
      )}
    </>
  );
}
