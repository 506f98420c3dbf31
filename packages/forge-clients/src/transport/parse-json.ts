import { RequestFailure } from './request-failure.ts';
import type { Answer } from './send.ts';

/**
 * The JSON value of an answer; undefined for an empty one.
 *
 * @throws RequestFailure `bad-answer`, which never quotes the text
 */
export function parseJson(answer: Answer): unknown {
  if (answer.text === '') return undefined;
  const { status } = answer;
  try {
    return JSON.parse(answer.text);
  } catch {
    const page = /^\s*</.test(answer.text) || /\bhtml\b/.test(answer.headers.get('content-type') ?? '');
    const what = page ? 'it answers with a web page in place of JSON' : 'its answer is not JSON';
    throw new RequestFailure('bad-answer', what, { status });
  }
}
