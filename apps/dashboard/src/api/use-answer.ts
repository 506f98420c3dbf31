import type { Activity } from '@deployment-automator/api-schema';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../app/app-context.ts';
import { type ApiProblem, asProblem } from './api-problem.ts';
import type { Ask } from './ask.ts';

/** An answer on its way, there, or refused. */
export interface Asked<Answer> {
  /** The newest answer; while another question is on its way, still the one before. */
  readonly answer: Answer | undefined;
  /** Why the newest look failed; an older answer may still be there. */
  readonly problem: ApiProblem | undefined;
  readonly isLoading: boolean;
  /** Asks again. */
  readonly reload: () => void;
}

/**
 * Asks the API, and again whenever something happens that it concerns.
 * @param question undefined while there is nothing to ask
 * @param concerns whether an activity may have changed the answer
 */
export function useAnswer<Answer>(
  question: Ask<Answer> | undefined,
  concerns: (activity: Activity) => boolean,
): Asked<Answer> {
  const { client, live } = useApp();
  const [answer, setAnswer] = useState<Answer | undefined>(undefined);
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined);
  const [isLoading, setLoading] = useState(question !== undefined);
  const running = useRef<AbortController | undefined>(undefined);
  const isOld = useRef(false);
  const latest = useRef({ question, concerns });
  latest.current = { question, concerns };

  const reload = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    isOld.current = false;
    const asked = latest.current.question;
    setLoading(asked !== undefined);
    if (asked === undefined) return;
    const stop = new AbortController();
    running.current = stop;
    client
      .get(asked, stop.signal)
      .then((got) => {
        if (stop.signal.aborted) return;
        setAnswer(() => got);
        setProblem(undefined);
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setProblem(asProblem(error));
      })
      .finally(() => {
        if (stop.signal.aborted) return;
        running.current = undefined;
        if (isOld.current) reload();
        else setLoading(false);
      });
  }, [client]);

  // The address is what says that the question is another one.
  useEffect(() => {
    reload();
    return () => running.current?.abort();
  }, [reload, question?.url]);

  useEffect(
    () =>
      live.onNews(({ activities, hasGap }) => {
        if (!hasGap && !activities.some((activity) => latest.current.concerns(activity))) return;
        // An answer on its way is waited for: stopping it again and again would leave the page without any.
        if (running.current === undefined) reload();
        else isOld.current = true;
      }),
    [live, reload],
  );

  return { answer, problem, isLoading, reload };
}
