import type { Challenge } from './challenge.ts';
import { scopedName } from './token.ts';

/** How a host challenges one user, as far as that is the same for all its repositories. */
export interface ChallengeMemory {
  get(who: string): Challenge | undefined;
  /** Keeps a challenge that was answered for a repository, where one for another repository would be alike. */
  remember(who: string, challenge: Challenge, repository: string): void;
  forget(who: string): void;
  /**
   * Of many who ask a host for the first time, lets one go first: the others learn from how it is received.
   *
   * @throws the signal's reason, else what the work throws.
   */
  oneFirst<Result>(
    who: string,
    signal: AbortSignal | undefined,
    work: () => Promise<Result>,
  ): Promise<Result>;
}

export function createChallengeMemory(): ChallengeMemory {
  const challenges = new Map<string, Challenge>();
  const met = new Set<string>();
  const meeting = new Map<string, Promise<unknown>>();

  return {
    get: (who) => challenges.get(who),
    remember(who, challenge, repository) {
      const scoped = scopedName(challenge);
      if (scoped !== undefined && scoped !== repository) return;
      const parameters = new Map(challenge.parameters);
      parameters.delete('scope');
      challenges.set(who, { scheme: challenge.scheme, parameters });
    },
    forget: (who) => void challenges.delete(who),
    async oneFirst(who, signal, work) {
      if (met.has(who)) return work();
      const first = meeting.get(who);
      if (first !== undefined) {
        await first;
        signal?.throwIfAborted();
        return work();
      }
      const begun = work();
      const ended = begun.then(
        () => met.add(who),
        () => undefined,
      );
      meeting.set(who, ended);
      try {
        return await begun;
      } finally {
        meeting.delete(who);
      }
    },
  };
}
