import type { ForgeOptions } from '../forge-client.ts';
import { ForgeError } from '../forge-error.ts';
import { readCapped } from '../http/read-capped.ts';
import { refusedRequest } from './refused-request.ts';
import { RequestFailure } from './request-failure.ts';

const TIMEOUT_MILLISECONDS = 30_000;
/** A page of a hundred pull requests whose bodies are at GitHub's limit. */
const LARGEST_ANSWER_BYTES = 32 * 1024 * 1024;

/** What Octokit hands to `fetch`, as far as it is used. */
interface Init {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type GithubFetch = (url: string, init?: Init) => Promise<Response>;

/**
 * The `fetch` that is given to Octokit: one request, never repeated and never redirected. The token goes into its
 * header here and only to the API's own origin, so that Octokit, its hooks and its errors never see it. Only good
 * answers with JSON come back; everything else is thrown.
 *
 * @param authorize the value of the authorization header; undefined leaves the one that is there
 * @throws RequestFailure, or the ForgeError of the token's source
 */
export function githubFetch(
  options: Pick<ForgeOptions, 'timeout' | 'now'> & { readonly apiUrl: string },
  authorize: (() => Promise<string>) | undefined,
): GithubFetch {
  const now = options.now ?? Date.now;
  const { origin } = new URL(options.apiUrl);

  return async (url, init = {}) => {
    if (new URL(url).origin !== origin)
      throw new RequestFailure('bad-answer', 'it names an address on another host');
    const authorization = authorize === undefined ? {} : { authorization: await authorize() };
    const request = {
      method: init.method ?? 'GET',
      headers: { ...init.headers, ...authorization },
      ...(init.body === undefined ? {} : { body: init.body }),
    };
    const { status, headers, text } = await exchange(url, request, options.timeout ?? TIMEOUT_MILLISECONDS);
    if (status < 200 || status >= 300) throw refusedRequest({ status, headers, text }, now());
    if (text === '') return new Response(null, { status: 204, headers });
    const type = { 'content-type': 'application/json' };
    assertJson(text, status);
    return new Response(text, { status, headers: { ...type, ...keptOf(headers) } });
  };
}

/** All that is of interest later: the next page, and what is left of the limit. */
function keptOf(headers: Headers): Record<string, string> {
  const names = ['link', 'x-ratelimit-remaining', 'x-ratelimit-reset'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** The authorization header's value for a token, checked first: what no header can hold, fetch would quote. */
export async function authorization(token: ForgeOptions['token']): Promise<string> {
  let value: string;
  try {
    value = await token();
  } catch (error) {
    if (error instanceof ForgeError || error instanceof RequestFailure) throw error;
    // No cause: whatever keeps tokens may quote them.
    throw new RequestFailure('unauthorized', 'the token could not be read');
  }
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new RequestFailure('unauthorized', 'the token is empty, or holds characters that no token has');
  }
  return `token ${value}`;
}

async function exchange(
  url: string,
  init: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  },
  timeout: number,
): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeout) });
    return {
      status: response.status,
      headers: response.headers,
      text: await readCapped(response, LARGEST_ANSWER_BYTES),
    };
  } catch (error) {
    if (error instanceof RangeError) throw new RequestFailure('bad-answer', `its answer is ${error.message}`);
    const code = codeOf(error);
    const late = (error instanceof Error && error.name === 'TimeoutError') || /TIMEDOUT|TIMEOUT/.test(code);
    if (late) throw new RequestFailure('timeout', `no whole answer within ${timeout} ms`);
    throw new RequestFailure(
      'unreachable',
      code === '' ? 'it cannot be reached' : `it cannot be reached (${code})`,
    );
  }
}

function assertJson(text: string, status: number): void {
  try {
    JSON.parse(text);
  } catch {
    // No cause: the parser's message quotes the text, and that may be anything.
    const html = /^\s*</.test(text);
    const problem = html ? 'it answers with a web page' : 'it answers with something that is not JSON';
    throw new RequestFailure('bad-answer', problem, { status });
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
