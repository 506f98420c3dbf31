import type {
  CheckAnswer,
  CheckRequest,
  HoldRequest,
  ReleaseRequest,
  WordAnswer,
} from '@deployment-automator/api-schema';
import { problemOf, unreachable } from './api-problem.ts';
import { type Ask, ask } from './ask.ts';

/** How many answers are kept to be asked for again with their ETag. */
const keptAnswers = 300;

/** Talks to the API of the service that this page came from. */
export interface ApiClient {
  /**
   * An answer that did not change since it was last asked for is the same object as before.
   * @throws ApiProblem
   */
  get<Answer>(question: Ask<Answer>, signal?: AbortSignal): Promise<Answer>;
  /** Asks for a look at an image. @throws ApiProblem */
  check(request: CheckRequest): Promise<CheckAnswer>;
  /** Holds one image field. @throws ApiProblem */
  hold(request: HoldRequest): Promise<WordAnswer>;
  /** Lifts what holds one image field. @throws ApiProblem */
  release(request: ReleaseRequest): Promise<WordAnswer>;
  /** Opens a stream of server-sent events. @throws ApiProblem */
  openEvents(lastEventId: string | undefined, signal: AbortSignal): Promise<Response>;
  /** Forgets all answers: they were for whoever had the token before. */
  forget(): void;
}

export interface ClientOptions {
  /** Where `api/v1/` is. */
  readonly base: URL;
  readonly fetch: typeof fetch;
  readonly token: () => string | undefined;
  /** Called when something may not be read any more: the token was taken away. */
  readonly onUnauthorized: () => void;
}

interface Kept {
  readonly etag: string;
  readonly answer: unknown;
}

export function createClient({ base, fetch, token, onUnauthorized }: ClientOptions): ApiClient {
  const kept = new Map<string, Kept>();

  const send = async (url: string, init: RequestInit, headers: Record<string, string>): Promise<Response> => {
    const bearer = token();
    const all = bearer === undefined ? headers : { ...headers, authorization: `Bearer ${bearer}` };
    try {
      return await fetch(new URL(url, base), { ...init, headers: all, cache: 'no-store' });
    } catch (cause) {
      if (init.signal?.aborted === true) throw cause;
      throw unreachable(cause);
    }
  };

  const post = async (url: string, body: unknown): Promise<unknown> => {
    const init = { method: 'POST', body: JSON.stringify(body) };
    const response = await send(url, init, { 'content-type': 'application/json' });
    if (!response.ok) throw await problemOf(response);
    return readJson(response);
  };

  return {
    async get<Answer>({ url }: Ask<Answer>, signal?: AbortSignal): Promise<Answer> {
      const known = kept.get(url);
      const init = signal === undefined ? {} : { signal };
      const response = await send(url, init, known === undefined ? {} : { 'if-none-match': known.etag });
      if (response.status === 401 && url !== ask.session().url) onUnauthorized();
      if (response.status === 304 && known !== undefined) return trusted<Answer>(known.answer);
      if (!response.ok) throw await problemOf(response);
      const answer = await readJson(response);
      const etag = response.headers.get('etag');
      kept.delete(url);
      if (etag !== null) kept.set(url, { etag, answer });
      const [oldest] = kept.keys();
      if (kept.size > keptAnswers && oldest !== undefined) kept.delete(oldest);
      return trusted<Answer>(answer);
    },
    check: async (request) => trusted<CheckAnswer>(await post('checks', request)),
    hold: async (request) => trusted<WordAnswer>(await post('holds', request)),
    release: async (request) => trusted<WordAnswer>(await post('releases', request)),
    async openEvents(lastEventId, signal) {
      const headers = { accept: 'text/event-stream' };
      const since = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
      const response = await send('events', { signal }, { ...headers, ...since });
      if (!response.ok) throw await problemOf(response);
      return response;
    },
    forget: () => kept.clear(),
  };
}

/** The service validates what it sends with the same schemas; checking again here would bring zod to every visitor. */
function trusted<Answer>(answer: unknown): Answer {
  return answer as Answer;
}

/** A body that breaks off or is no JSON comes from something between, such as a proxy's page for a login. */
async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw unreachable(cause);
  }
}
