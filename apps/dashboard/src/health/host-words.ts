import type { RegistryHealth } from '@deployment-automator/api-schema';

type Host = Pick<RegistryHealth, 'lastStatus' | 'lastAnswerAt' | 'pausedUntil' | 'fault'>;

/** How a host is, for a badge. */
export type HostState = 'answers' | 'paused' | 'fault' | 'not-asked';

/** @param now in milliseconds since the epoch */
export function hostState({ lastAnswerAt, pausedUntil, fault }: Host, now: number): HostState {
  if (fault !== null) return 'fault';
  if (pausedUntil !== null && Date.parse(pausedUntil) > now) return 'paused';
  return lastAnswerAt === null ? 'not-asked' : 'answers';
}

export const hostStateWords: Readonly<Record<HostState, string>> = {
  answers: 'Answers',
  paused: 'Left alone',
  fault: 'Fault',
  'not-asked': 'Not asked yet',
};

/** What an HTTP status says, in few words: `200 OK`, `429 too many requests`. */
export function sayStatus(status: number | null): string {
  if (status === null) return '–';
  const word = statusWords[status];
  return word === undefined ? String(status) : `${status} ${word}`;
}

const statusWords: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'created',
  204: 'OK',
  304: 'not changed',
  401: 'wrong or missing credentials',
  403: 'not allowed',
  404: 'not found',
  429: 'too many requests',
  500: 'error of the server',
  502: 'error behind the server',
  503: 'not available',
  504: 'no answer behind the server',
};
