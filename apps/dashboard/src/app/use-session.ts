import type { Session } from '@deployment-automator/api-schema';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { ApiProblem, asProblem } from '../api/api-problem.ts';
import { ask } from '../api/ask.ts';
import { type ApiClient, createClient } from '../api/client.ts';
import { apiBase } from './api-base.ts';
import { createTokenStore } from './token-store.ts';

/** Who looks at the page, and what they may do. */
export interface SessionPart {
  readonly client: ApiClient;
  /** Undefined until the service said it. */
  readonly session: Session | undefined;
  /** Why the service did not say it. */
  readonly problem: ApiProblem | undefined;
  readonly hasToken: boolean;
  /** Changes with the token. */
  readonly generation: number;
  reload(): void;
  /** Tries a token and keeps it when the service knows it. @returns what may be done with it @throws ApiProblem */
  offer(token: string): Promise<Session>;
  forgetToken(): void;
}

const nobody: Session = { mayRead: false, mayAct: false };

export function useSession(): SessionPart {
  const tokens = useMemo(createTokenStore, []);
  const [session, setSession] = useState<Session | undefined>(undefined);
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined);
  const [generation, setGeneration] = useState(0);
  const [looks, setLooks] = useState(0);
  const reload = useCallback(() => setLooks((before) => before + 1), []);
  const client = useMemo(
    () =>
      createClient({
        base: apiBase(document),
        fetch: fetch.bind(globalThis),
        token: tokens.read,
        onUnauthorized: reload,
      }),
    [tokens, reload],
  );

  // Each look is another one
  useEffect(() => {
    readSession(client)
      .then((found) => {
        setSession(found);
        setProblem(undefined);
      })
      .catch((error: unknown) => setProblem(asProblem(error)));
  }, [client, looks]);

  const begin = (found: Session): void => {
    client.forget();
    setSession(found);
    setGeneration((before) => before + 1);
  };
  return {
    client,
    session,
    problem,
    hasToken: tokens.read() !== undefined,
    generation,
    reload,
    async offer(token) {
      const before = tokens.read();
      tokens.write(token);
      try {
        const found = await readSession(client);
        if (found.mayAct) begin(found);
        else tokens.write(before);
        return found;
      } catch (error) {
        tokens.write(before);
        throw error;
      }
    },
    forgetToken() {
      tokens.write(undefined);
      client.forget();
      setSession(undefined);
      setGeneration((known) => known + 1);
      reload();
    },
  };
}

/** A wrong token is no failure: it may do nothing. */
async function readSession(client: ApiClient): Promise<Session> {
  try {
    return await client.get(ask.session());
  } catch (error) {
    if (error instanceof ApiProblem && error.isUnauthorized) return nobody;
    throw error;
  }
}
