import type { Endpoint } from './endpoint.ts';
import type { Subject } from './registry-error.ts';
import type { Answer, Question } from './transport/exchange.ts';

/** What is asked of a registry, before anybody knows how to authenticate. */
export type OpenQuestion = Omit<Question, 'authorization' | 'subject' | 'signal'>;

/** One repository of one registry, and the way to ask about it on behalf of one caller. */
export interface Access {
  readonly endpoint: Endpoint;
  readonly repository: string;
  /** The two above, as errors name them. */
  readonly subject: Subject & { readonly repository: string };
  readonly signal: AbortSignal | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Asks the registry itself as whoever is configured for it. @throws RegistryError; never gives a 401. */
  readonly ask: (question: OpenQuestion) => Promise<Answer>;
}
