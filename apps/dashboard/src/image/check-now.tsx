import type { ImageDetail } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app/app-context.ts';
import { useAct } from './use-act.ts';

/** Asks the registry now instead of at the next poll. */
export function CheckNow({ image: { id, image } }: { readonly image: ImageDetail }): JSX.Element {
  const { client, live } = useApp();
  const { act, mayAct, isActing, problem } = useAct('Checking an image');
  const [isAsked, setAsked] = useState(false);
  useEffect(
    () =>
      live.onNews(({ activities }) => {
        if (activities.some(({ imageId }) => imageId === id)) setAsked(false);
      }),
    [live, id],
  );
  const check = async (): Promise<void> => {
    if (await mayAct()) setAsked(await act(() => client.check({ image })));
  };
  return (
    <>
      <button type="button" class="button" disabled={isActing} onClick={check}>
        Check now
      </button>
      <span class="hint" role="status">
        {isAsked && 'Asked. What is found is shown here.'}
      </span>
      {problem !== undefined && (
        <span class="fault-text" role="alert">
          {problem.message} {problem.next}
        </span>
      )}
    </>
  );
}
