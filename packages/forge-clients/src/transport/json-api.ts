import type { ForgeOptions } from '../forge-client.ts';
import { ForgeError } from '../forge-error.ts';
import { parseJson } from './parse-json.ts';
import { RequestFailure } from './request-failure.ts';
import { retryAfter } from './retry-at.ts';
import { type Answer, send } from './send.ts';
import { statusFailure } from './status-failure.ts';

export const DEFAULT_TIMEOUT = 30_000;

/** One call of a forge's API. */
export interface Call {
  /** What it is for, such as `open a pull request`. */
  readonly action: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `apiUrl`, its parts percent-encoded: `/projects/acme%2Fconfig/merge_requests`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
}

/** A successful answer. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where the answer is empty. */
  readonly json: unknown;
}

/** A forge's JSON API at one address. */
export interface JsonApi {
  readonly host: string;
  /** @throws ForgeError for everything but a status of 2xx with JSON or nothing. */
  call(call: Call): Promise<JsonAnswer>;
  /** Runs the reading of answers, and gives what does not fit as a ForgeError. */
  read<T>(action: string, reader: () => T): T;
}

/** What a forge does in its own way. */
export interface JsonApiDialect {
  readonly apiUrl: string;
  /** The headers that carry the token. */
  readonly authorization: (token: string) => Readonly<Record<string, string>>;
  /** What a refusal means in this forge's words; undefined for what the status alone says. */
  readonly failure?: (answer: Answer, now: number) => RequestFailure | undefined;
}

/** Speaks JSON to a forge: one request a call, never repeated, never redirected. */
export function createJsonApi(options: ForgeOptions, dialect: JsonApiDialect): JsonApi {
  const base = dialect.apiUrl.replace(/\/+$/, '');
  const { host } = new URL(base);
  const now = options.now ?? Date.now;

  async function exchange(call: Call): Promise<JsonAnswer> {
    const url = new URL(base + call.path);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const headers = {
      accept: 'application/json',
      'user-agent': 'deployment-automator',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...dialect.authorization(await tokenOf(options)),
    };
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const answer = await reported(call, () =>
      send({ url, method: call.method, headers, body, timeout: options.timeout ?? DEFAULT_TIMEOUT }),
    );
    if (answer.status >= 200 && answer.status < 300) {
      return { status: answer.status, headers: answer.headers, json: parseJson(answer) };
    }
    const wait = retryAfter(answer.headers.get('retry-after'), now());
    throw dialect.failure?.(answer, now()) ?? statusFailure(answer.status, wait);
  }

  async function reported(call: Call, work: () => Promise<Answer>): Promise<Answer> {
    const from = performance.now();
    const tell = (status?: number): void =>
      options.onRequest?.({
        host,
        method: call.method,
        operation: call.path.replace(/(?<=\/)\d+(?=\/|$)/g, '{number}'),
        ...(status === undefined ? {} : { status }),
        milliseconds: performance.now() - from,
      });
    try {
      const answer = await work();
      tell(answer.status);
      return answer;
    } catch (error) {
      tell();
      throw error;
    }
  }

  const facts = (action: string) => ({ host, repository: options.repository, action });
  return {
    host,
    async call(call) {
      try {
        return await exchange(call);
      } catch (error) {
        throw forgeError(error, facts(call.action));
      }
    },
    read(action, reader) {
      try {
        return reader();
      } catch (error) {
        throw forgeError(error, facts(action));
      }
    },
  };
}

/**
 * The token for one request.
 *
 * @throws ForgeError of the token's own source, or RequestFailure `unauthorized`
 */
export async function tokenOf(options: Pick<ForgeOptions, 'token'>): Promise<string> {
  let token: string;
  try {
    token = await options.token();
  } catch (error) {
    if (error instanceof ForgeError) throw error;
    // No cause: whatever keeps tokens may quote them.
    throw new RequestFailure('unauthorized', 'its token could not be had');
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new RequestFailure('unauthorized', 'the token is empty, or has characters that no token has');
  }
  return token;
}

/** A failure with what it was for. Whatever is no failure of a request, such as an abort, stays as it is. */
export function forgeError(
  error: unknown,
  facts: { readonly host: string; readonly repository: string; readonly action: string },
): unknown {
  if (!(error instanceof RequestFailure)) return error;
  return new ForgeError(error.code, error.problem, {
    ...facts,
    status: error.status,
    retryAt: error.retryAt,
  });
}
