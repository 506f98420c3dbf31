import { type Dispatcher, request } from 'undici';
import type { Endpoint } from '../endpoint.ts';
import { RegistryError, type Subject } from '../registry-error.ts';
import type { RateLimit, RequestKind, RequestReport } from '../registry-options.ts';
import type { Worth } from './answer-worth.ts';
import { withDeadline } from './deadline.ts';
import { isRefusedAddress } from './destination.ts';
import { networkError } from './network-error.ts';
import { readRateLimit } from './rate-limit.ts';
import { readBody } from './read-body.ts';

/** One HTTP request. */
export interface Question {
  readonly subject: Subject;
  readonly kind: RequestKind;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: URL;
  readonly accept: string;
  readonly authorization?: string;
  /** Further headers, by lower-case name; they leave the origin no more than the authorization does. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The most bytes that a good answer may have. */
  readonly limit: number;
  /** What an answer of a good status says of the host. Default: that it is well when it can be JSON. */
  readonly worth?: (answer: Answer) => Worth;
  readonly signal?: AbortSignal | undefined;
}

/** What came back. The body is read for a good status only. */
export interface Answer {
  /** What was asked in the end, after redirects. */
  readonly url: URL;
  readonly status: number;
  /** By lower-case name; several of one name are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** @throws RegistryError for what goes wrong below the status, the signal's reason on abort. */
export type Exchange = (endpoint: Endpoint, question: Question) => Promise<Answer>;

/** Bytes of an unwanted body that are read so that its connection can be used again. */
const DUMPED_BYTES = 64 * 1024;

/** Makes single requests over one pool of connections: no redirects, no retries. */
export function createExchange(options: {
  /** The pool that a URL is asked over. */
  readonly dispatcherFor: (endpoint: Endpoint, url: URL) => Dispatcher;
  readonly userAgent: string;
  readonly timeout: number;
  readonly now: () => number;
  readonly onRequest: (report: RequestReport) => void;
}): Exchange {
  const { dispatcherFor, now } = options;

  async function ask(
    endpoint: Endpoint,
    question: Question,
    signal: AbortSignal,
    seen: (status: number, limit: RateLimit | undefined) => void,
  ): Promise<Answer> {
    const { url, method, subject, authorization } = question;
    const response = await request(url, {
      dispatcher: dispatcherFor(endpoint, url),
      method,
      signal,
      body: question.body ?? null,
      headers: {
        accept: question.accept,
        'accept-encoding': 'gzip',
        'user-agent': options.userAgent,
        ...question.headers,
        ...(authorization === undefined ? {} : { authorization }),
      },
    });
    const status = response.statusCode;
    const headers = joined(response.headers);
    seen(status, readRateLimit(headers, now));
    const answer = { url, status, headers };
    if (method === 'HEAD' || status < 200 || status > 299) {
      await response.body.dump({ limit: DUMPED_BYTES });
      return { ...answer, body: Buffer.alloc(0) };
    }
    const body = await readBody(subject, response.body, headers['content-encoding'], question.limit);
    return { ...answer, body };
  }

  return async (endpoint, question) => {
    const { subject, method, kind, url } = question;
    if (isRefusedAddress(url, endpoint)) {
      throw new RegistryError(
        'refused-address',
        subject,
        `${url.host} is an internal address, and nobody listed it`,
      );
    }
    const began = now();
    let status: number | undefined;
    let limit: RateLimit | undefined;
    const late = (): Error => {
      return new RegistryError('timeout', subject, `no whole answer within ${options.timeout} ms`);
    };
    try {
      return await withDeadline(options.timeout, question.signal, late, (signal) =>
        ask(endpoint, question, signal, (seen, left) => {
          status = seen;
          limit = left;
        }),
      );
    } catch (error) {
      if (error instanceof RegistryError || question.signal?.aborted === true) throw error;
      throw networkError(subject, error);
    } finally {
      const report = { ...subject, method, kind, milliseconds: now() - began };
      options.onRequest({
        ...report,
        ...(status !== undefined && { status }),
        ...(limit !== undefined && { limit }),
      });
    }
  };
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}
