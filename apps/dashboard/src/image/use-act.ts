import { useState } from 'preact/hooks';
import { type ApiProblem, asProblem } from '../api/api-problem.ts';
import { useApp } from '../app/app-context.ts';

/** Doing something in the person's name. */
export interface Act {
  readonly isActing: boolean;
  /** Why it was not done. */
  readonly problem: ApiProblem | undefined;
  /** Asks for a token where one is needed. @returns whether the person may act */
  mayAct(): Promise<boolean>;
  /** @returns undefined where it was not done */
  act<Answer>(work: () => Promise<Answer>): Promise<Answer | undefined>;
}

/** @param why what is to be done, as `Holding an image` */
export function useAct(why: string): Act {
  const { session, askForToken } = useApp();
  const [isActing, setActing] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined);
  return {
    isActing,
    problem,
    mayAct: async () => session.mayAct || askForToken(why),
    async act(work) {
      setActing(true);
      setProblem(undefined);
      try {
        return await work();
      } catch (error) {
        setProblem(asProblem(error));
        return undefined;
      } finally {
        setActing(false);
      }
    },
  };
}
