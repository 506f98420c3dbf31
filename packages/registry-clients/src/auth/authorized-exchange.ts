import type { OpenQuestion } from '../access.ts';
import type { Endpoint } from '../endpoint.ts';
import type { RegistryCredentials } from '../registry-client.ts';
import { RegistryError } from '../registry-error.ts';
import type { Answer, Exchange } from '../transport/exchange.ts';
import { followRedirects } from '../transport/follow-redirects.ts';
import { type Authorization, createAuthorizationCache } from './authorization-cache.ts';
import { basicHeader } from './basic.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { fetchToken } from './token.ts';

/** A question about one repository. */
export type RepositoryQuestion = OpenQuestion & {
  readonly repository: string;
  readonly signal?: AbortSignal | undefined;
};

/** Asks a registry as whoever is configured for it. @throws RegistryError; never returns a 401. */
export type AuthorizedExchange = (endpoint: Endpoint, question: RepositoryQuestion) => Promise<Answer>;

/**
 * Authenticates by asking first and answering the challenge that comes back, because registries differ in what
 * they challenge and with which scope. What was accepted is remembered; when it is refused later, the challenge is
 * answered once more, and a second refusal is an error, so that nothing loops.
 */
export function createAuthorizedExchange(exchange: Exchange, now: () => number): AuthorizedExchange {
  const cache = createAuthorizationCache(now);

  return async (endpoint, { repository, ...question }) => {
    const subject = { host: endpoint.host, repository };
    const credentials = await endpoint.credentials();
    const send = (authorization?: Authorization): Promise<Answer> =>
      followRedirects(exchange, endpoint, {
        ...question,
        subject,
        ...(authorization === undefined ? {} : { authorization: authorization.header }),
      });

    const kept = cache.get(subject, credentials);
    let answer = await send(kept);
    if (answer.status !== 401) return answer;
    cache.drop(subject, credentials);

    // Harbor meets an expired token with a basic challenge; without any token it offers bearer again.
    if (kept?.scheme === 'bearer' && offered(answer, 'bearer') === undefined) {
      answer = await send();
      if (answer.status !== 401) return answer;
    }
    if (answer.url.origin !== endpoint.origin) {
      const what = `it redirects to ${answer.url.host}, which asks for credentials of its own`;
      throw new RegistryError('unauthorized', subject, what, { status: 401 });
    }

    const bearer = offered(answer, 'bearer');
    const authorization =
      bearer === undefined
        ? basic(answer, credentials)
        : await fetchToken(exchange, now, {
            endpoint,
            subject,
            challenge: bearer,
            credentials,
            signal: question.signal,
          });
    if (authorization === undefined) {
      throw new RegistryError('unauthorized', subject, wanting(answer, credentials), { status: 401 });
    }

    const second = await send(authorization);
    if (second.status === 401) {
      const what =
        credentials === undefined ? 'it wants credentials' : 'it refuses the configured credentials';
      throw new RegistryError('unauthorized', subject, what, { status: 401 });
    }
    // A token that is denied has lesser rights than were asked for; the next one may have them.
    if (second.status !== 403) cache.set(subject, credentials, authorization);
    return second;
  };
}

function offered(answer: Answer, scheme: string): Challenge | undefined {
  return parseChallenges(answer.headers['www-authenticate']).find((one) => one.scheme === scheme);
}

function basic(answer: Answer, credentials: RegistryCredentials | undefined): Authorization | undefined {
  if (credentials === undefined || offered(answer, 'basic') === undefined) return undefined;
  return { scheme: 'basic', header: basicHeader(credentials) };
}

function wanting(answer: Answer, credentials: RegistryCredentials | undefined): string {
  if (credentials === undefined) return 'it wants credentials and none are configured';
  return answer.headers['www-authenticate'] === undefined
    ? 'it refuses us without saying how to authenticate'
    : 'it wants a kind of authentication that is not known here';
}
