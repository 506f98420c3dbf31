import { networkFailure } from './network-failure.ts';
import { RequestFailure } from './request-failure.ts';

const LARGEST_BODY = 32 * 1024 * 1024;

/** What goes over the wire. */
export interface Message {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Milliseconds for the whole exchange, body and all. */
  readonly timeout: number;
}

/** An answer, read whole; of any status. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * Sends one request, once. A redirect is an answer like any other: following it would take the token along.
 *
 * @throws RequestFailure `timeout`, `unreachable` or `bad-answer`
 */
export async function send(message: Message): Promise<Answer> {
  try {
    const response = await fetch(message.url, {
      method: message.method,
      headers: message.headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(message.timeout),
      ...(message.body === undefined ? {} : { body: message.body }),
    });
    return { status: response.status, headers: response.headers, text: await readText(response) };
  } catch (error) {
    throw error instanceof RequestFailure ? error : networkFailure(error);
  }
}

async function readText(response: Response): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > LARGEST_BODY) {
      throw new RequestFailure('bad-answer', 'its answer is longer than any answer of its API', {
        status: response.status,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
