import type { ForgeOptions, ForgeRateLimit } from '../forge-client.ts';
import { ForgeError, type ForgeErrorCode } from '../forge-error.ts';
import { fillPath, type PathValues, type Query, queryText } from './fill-path.ts';
import { JsonView } from './json-view.ts';
import { readRateLimit } from './rate-limit.ts';
import { readCapped } from './read-capped.ts';
import { type ReadRefusal, refusalOf } from './refusal.ts';
import { retryAt } from './retry-at.ts';

/** One request to a forge. */
export interface ForgeQuestion {
  /** What it is for, for people: `open a pull request`. */
  readonly action: string;
  /** Default: `GET`. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path's shape below the API's address: `/user`, `/projects/{project}`. */
  readonly operation: string;
  readonly values?: PathValues;
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Another address than the API's, without a slash at its end. */
  readonly base?: string;
  /** Bad statuses that are an answer here, such as 404. */
  readonly accepts?: readonly number[];
  /** A redirect within the API's host is followed, once. */
  readonly follows?: boolean;
}

export interface ForgeAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** A view of nothing where the body is empty, or the status is a bad one that was accepted. */
  readonly json: JsonView;
}

/** Asks one forge. */
export interface ForgeHttp {
  /** @throws ForgeError for whatever is no good answer. */
  ask(question: ForgeQuestion): Promise<ForgeAnswer>;
  /** Asks for an address that the forge gave, which must be on its own host: that of a next page. */
  follow(question: ForgeQuestion, address: string): Promise<ForgeAnswer>;
  /** An error of what was asked. */
  error(action: string, code: ForgeErrorCode, problem: string): ForgeError;
}

/** How one forge differs from the others. */
export interface ForgeManners {
  /** The API's address without a slash at its end. */
  readonly apiUrl: string;
  /** The headers that carry the token. */
  readonly authorize: (token: string) => Readonly<Record<string, string>>;
  readonly readRefusal?: ReadRefusal;
  /** Good statuses that are none here; Azure DevOps answers 203 with its sign-in page. */
  readonly badStatuses?: readonly number[];
}

const TIMEOUT_MILLISECONDS = 30_000;
/** A page of a hundred pull requests whose bodies are at a forge's limit. */
const LARGEST_ANSWER_BYTES = 32 * 1024 * 1024;

/** Requests to one forge: one attempt each, never a retry. The token is in its header and nowhere else. */
export function createForgeHttp(options: ForgeOptions, manners: ForgeManners): ForgeHttp {
  const now = options.now ?? Date.now;
  const timeout = options.timeout ?? TIMEOUT_MILLISECONDS;
  const { host } = new URL(manners.apiUrl);
  const facts = (action: string) => ({ host, repository: options.repository, action });

  async function tokenFor(action: string): Promise<string> {
    let token: string;
    try {
      token = await options.token();
    } catch (error) {
      if (error instanceof ForgeError) throw error;
      // No cause: whatever keeps tokens may quote them.
      throw new ForgeError('unauthorized', 'its token could not be had', facts(action));
    }
    if (/^[\x21-\x7e]+$/.test(token)) return token;
    const problem = 'the token is empty, or has characters that no token has';
    throw new ForgeError('unauthorized', problem, facts(action));
  }

  async function exchange(question: ForgeQuestion, url: string): Promise<[Response, string]> {
    const { method = 'GET', body } = question;
    const token = await tokenFor(question.action);
    const began = now();
    let status: number | undefined;
    let limit: ForgeRateLimit | undefined;
    try {
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeout),
        headers: {
          accept: 'application/json',
          'user-agent': 'deployment-automator',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...manners.authorize(token),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      status = response.status;
      limit = readRateLimit((name) => response.headers.get(name), now);
      return [response, await readCapped(response, LARGEST_ANSWER_BYTES)];
    } catch (error) {
      throw networkError(error, facts(question.action), timeout);
    } finally {
      const report = { host, method, operation: question.operation, milliseconds: now() - began };
      options.onRequest?.({
        ...report,
        ...(status !== undefined && { status }),
        ...(limit !== undefined && { limit }),
      });
    }
  }

  async function send(question: ForgeQuestion, url: string): Promise<ForgeAnswer> {
    const { action, method = 'GET' } = question;
    const [response, text] = await exchange(question, url);
    const { status, headers } = response;
    const nonsense = (problem: string): ForgeError =>
      new ForgeError('bad-answer', problem, { ...facts(action), status });
    const good = response.ok && manners.badStatuses?.includes(status) !== true;
    if (good) return { status, headers, json: new JsonView(parse(text, nonsense), nonsense) };
    if (question.accepts?.includes(status) === true) {
      return { status, headers, json: new JsonView(undefined, nonsense) };
    }
    const target = question.follows === true && status < 400 ? headers.get('location') : null;
    if (target !== null) return send({ ...question, follows: false }, ownAddress(action, target, url));

    const json = new JsonView(
      parse(text, () => undefined),
      nonsense,
    );
    const { code, problem } =
      manners.readRefusal?.({ status, headers, json, writes: method !== 'GET' }) ?? refusalOf(status);
    const later = code === 'rate-limited' || code === 'unavailable' ? retryAt(headers, now()) : undefined;
    throw new ForgeError(code, problem, { ...facts(action), status, retryAt: later });
  }

  /** The token goes with the request, so it may go to no other host. */
  function ownAddress(action: string, target: string, from: string): string {
    const url = new URL(target, from);
    if (url.origin === new URL(from).origin) return url.href;
    throw new ForgeError('bad-answer', 'it names an address on another host', facts(action));
  }

  return {
    ask(question) {
      const path = fillPath(question.operation, question.values ?? {}) + queryText(question.query ?? {});
      return send(question, (question.base ?? manners.apiUrl) + path);
    },
    follow: async (question, address) => send(question, ownAddress(question.action, address, manners.apiUrl)),
    error: (action, code, problem) => new ForgeError(code, problem, facts(action)),
  };
}

/** `fail` gives the error to throw, or undefined for a body that does not matter. */
function parse(text: string, fail: (problem: string) => Error | undefined): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // No cause: the parser's message quotes the text, and that may be anything.
    const html = /^\s*</.test(text);
    const error = fail(html ? 'it answers with a web page' : 'it answers with something that is not JSON');
    if (error === undefined) return undefined;
    throw error;
  }
}

function networkError(
  error: unknown,
  facts: { readonly host: string; readonly repository: string; readonly action: string },
  timeout: number,
): Error {
  if (error instanceof RangeError)
    return new ForgeError('bad-answer', `its answer is ${error.message}`, facts);
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new ForgeError('timeout', `no whole answer within ${timeout} ms`, facts);
  }
  const code = codeOf(error);
  const problem = code === '' ? 'it cannot be reached' : `it cannot be reached (${code})`;
  const late = /TIMEDOUT|TIMEOUT/.test(code);
  return new ForgeError(late ? 'timeout' : 'unreachable', problem, { ...facts, cause: error });
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
