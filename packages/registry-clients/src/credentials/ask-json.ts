import { type Dispatcher, request } from 'undici';
import type { z } from 'zod';
import { RegistryError } from '../registry-error.ts';
import { readBody } from '../transport/read-body.ts';

const TIMEOUT_MILLISECONDS = 10_000;
const LIMIT_BYTES = 256 * 1024;

/** A request to a service that gives out tokens. */
export interface TokenRequest {
  /** The registry that the token is for. */
  readonly host: string;
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly dispatcher?: Dispatcher | undefined;
}

/**
 * The text of a good answer. Redirects are not followed.
 *
 * @throws RegistryError `credentials-unreadable`; it names the service, and nothing of what was sent or answered.
 */
export async function askText({ host, url, dispatcher, ...question }: TokenRequest): Promise<string> {
  const fail = (what: string, cause?: unknown): RegistryError =>
    new RegistryError('credentials-unreadable', { host }, `${new URL(url).host} ${what}`, { cause });
  let status: number;
  let body: Buffer;
  try {
    const response = await request(url, {
      method: question.method ?? 'GET',
      headers: { accept: 'application/json', ...question.headers },
      body: question.body ?? null,
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      ...(dispatcher === undefined ? {} : { dispatcher }),
    });
    status = response.statusCode;
    body = await readBody({ host }, response.body, undefined, LIMIT_BYTES);
  } catch (cause) {
    throw fail('cannot be asked for a token', cause);
  }
  if (status < 200 || status > 299) throw fail(`gives no token: it answers with status ${status}`);
  return body.toString('utf8');
}

/** The same, as JSON of a shape. */
export async function askJson<Shape>(question: TokenRequest, shape: z.ZodType<Shape>): Promise<Shape> {
  const text = await askText(question);
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    // No cause: it quotes the answer, which is a secret.
    const what = `${new URL(question.url).host} gives no token: its answer cannot be read`;
    throw new RegistryError('credentials-unreadable', { host: question.host }, what);
  }
}
