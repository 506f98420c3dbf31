import type { Answer } from './exchange.ts';

/** What an answer of a good status says of the host that gave it: that it is well, nothing, or how it fails. */
export type Worth = 'well' | 'nothing' | 'not-a-registry' | 'bad-answer';

/** All JSON that is wanted here is objects and lists. */
const BEGINS = /^\s*[[{]/;
const ENDS = /[\]}]\s*$/;
/** Enough to see past white space; a long answer is not read twice. */
const SEEN_BYTES = 1024;

/** Whether it is for people: by its first character, or by what it says that it is. */
export function isWebPage({ headers, body }: Pick<Answer, 'headers' | 'body'>): boolean {
  const begin = body.subarray(0, SEEN_BYTES).toString('latin1');
  return /^\s*</.test(begin) || (/\bhtml\b/.test(headers['content-type'] ?? '') && !BEGINS.test(begin));
}

/** The worth of an answer that should be a JSON object, told from its two ends: half of one is a failure too. */
export function worthOfJson(answer: Answer): Worth {
  if (isWebPage(answer)) return 'not-a-registry';
  const begin = answer.body.subarray(0, SEEN_BYTES).toString('latin1');
  const end = answer.body.subarray(-SEEN_BYTES).toString('latin1');
  return BEGINS.test(begin) && ENDS.test(end) ? 'well' : 'bad-answer';
}

/** The worth of an answer from an API that a registry may lack: a page for people says that it does, and nothing else. */
export function worthOfExtra(answer: Answer): Worth {
  return worthOfJson(answer) === 'well' ? 'well' : 'nothing';
}

/** The worth of an answer without a body. */
export function worthOfHead(answer: Answer): Worth {
  return isWebPage(answer) ? 'not-a-registry' : 'well';
}
