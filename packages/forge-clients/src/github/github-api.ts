import { Octokit } from '@octokit/rest';
import type { ForgeOptions, ForgeRateLimit } from '../forge-client.ts';
import { ForgeError } from '../forge-error.ts';
import { JsonView } from '../http/json-view.ts';
import { readRateLimit } from '../http/rate-limit.ts';
import { publicApis } from '../public-api.ts';
import { authorization, githubFetch } from './github-fetch.ts';
import { RequestFailure } from './request-failure.ts';

/** What Octokit says of an answer, as far as it is used. */
export interface OctokitAnswer {
  readonly status: number;
  readonly headers: { readonly link?: string | undefined };
  readonly data: unknown;
}

/** Octokit for one repository, with errors of ours. */
export interface GithubApi {
  readonly octokit: Octokit;
  /** The two parts of the repository's path, as Octokit's parameters. */
  readonly at: { readonly owner: string; readonly repo: string };
  /** One request; `action` says what for. */
  ask(action: string, work: () => Promise<OctokitAnswer>): Promise<JsonView>;
  /** The same, where 404 is an answer: undefined. */
  find(action: string, work: () => Promise<OctokitAnswer>): Promise<JsonView | undefined>;
  /** The entries of all pages. */
  pages(action: string, work: (page: number) => Promise<OctokitAnswer>): Promise<readonly JsonView[]>;
  error(action: string, problem: RequestFailure): ForgeError;
}

/** A list longer than ten thousand entries is none that we ask for. */
const MOST_PAGES = 100;

/**
 * Octokit without its own authentication, retries, throttling and logs: one call is one request.
 *
 * @param apiUrl without a slash at its end; of GitHub Enterprise it ends in `/api/v3`
 */
export function createGithubApi(options: ForgeOptions): GithubApi {
  const apiUrl = (options.apiUrl ?? publicApis.github).replace(/\/+$/, '');
  const { host } = new URL(apiUrl);
  const now = options.now ?? Date.now;
  const octokit = new Octokit({
    baseUrl: apiUrl,
    userAgent: 'deployment-automator',
    request: { fetch: githubFetch({ ...options, apiUrl }, () => authorization(options.token)) },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  report(octokit, options, host, now);
  const [owner = '', repo = ''] = options.repository.split('/');

  const error = (action: string, failure: RequestFailure): ForgeError =>
    new ForgeError(failure.code, failure.message, {
      host,
      repository: options.repository,
      action,
      status: failure.status,
      retryAt: failure.retryAt,
    });

  async function answer(action: string, work: () => Promise<OctokitAnswer>): Promise<OctokitAnswer> {
    try {
      return await work();
    } catch (thrown) {
      const failure = failureIn(thrown);
      throw failure instanceof RequestFailure ? error(action, failure) : failure;
    }
  }

  function view(action: string, data: unknown): JsonView {
    return new JsonView(data === '' ? undefined : data, (problem) =>
      error(action, new RequestFailure('bad-answer', problem)),
    );
  }

  const ask: GithubApi['ask'] = async (action, work) => view(action, (await answer(action, work)).data);
  return {
    octokit,
    at: { owner, repo },
    ask,
    error,
    async find(action, work) {
      try {
        return await ask(action, work);
      } catch (thrown) {
        if (thrown instanceof ForgeError && thrown.code === 'not-found') return undefined;
        throw thrown;
      }
    },
    async pages(action, work) {
      const entries: JsonView[] = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const { data, headers } = await answer(action, () => work(page));
        entries.push(...view(action, data).list());
        if (!/rel="next"/.test(headers.link ?? '')) break;
      }
      return entries;
    },
  };
}

/** Octokit wraps what `fetch` throws, and calls it a 500. */
function failureIn(thrown: unknown): unknown {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof RequestFailure || cause instanceof ForgeError ? cause : thrown;
}

function report(octokit: Octokit, options: ForgeOptions, host: string, now: () => number): void {
  octokit.hook.wrap('request', async (request, call) => {
    const began = now();
    const operation = call.url.replace(/\{(?:pull|issue)_number\}/, '{number}');
    const tell = (status: number | undefined, limit: ForgeRateLimit | undefined): void => {
      options.onRequest?.({
        host,
        method: call.method,
        operation,
        ...(status === undefined ? {} : { status }),
        milliseconds: now() - began,
        ...(limit !== undefined && { limit }),
      });
    };
    try {
      const response = await request(call);
      const { headers } = response;
      tell(
        response.status,
        readRateLimit((name) => textOf(headers[name]), now),
      );
      return response;
    } catch (thrown) {
      const failure = failureIn(thrown);
      const isOurs = failure instanceof RequestFailure || failure instanceof ForgeError;
      tell(isOurs ? failure.status : undefined, isOurs ? limitOf(failure) : undefined);
      throw thrown;
    }
  });
}

/** What an error keeps of the limit that led to it. */
function limitOf({ code, retryAt }: RequestFailure | ForgeError): ForgeRateLimit | undefined {
  return code === 'rate-limited' && retryAt !== undefined ? { remaining: 0, resetsAt: retryAt } : undefined;
}

function textOf(header: unknown): string | undefined {
  return header === undefined ? undefined : String(header);
}
