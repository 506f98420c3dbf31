import type { OpenQuestion } from '../access.ts';
import { createSingleFlight } from '../budget/single-flight.ts';
import type { Credential } from '../credentials/credential.ts';
import type { Endpoint } from '../endpoint.ts';
import { RegistryError, type Subject } from '../registry-error.ts';
import type { Answer, Exchange } from '../transport/exchange.ts';
import { followRedirects } from '../transport/follow-redirects.ts';
import { type Authorization, createAuthorizationCache, fingerprint } from './authorization-cache.ts';
import { basicHeader } from './basic.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { createChallengeMemory } from './challenge-memory.ts';
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
 * answered once more, and a second refusal is an error, so that nothing loops. A challenge that is the same for the
 * whole host is remembered as well, so that further repositories cost a token and no refusal.
 */
export function createAuthorizedExchange(exchange: Exchange, now: () => number): AuthorizedExchange {
  const cache = createAuthorizationCache(now);
  const challenges = createChallengeMemory();
  const tokens = createSingleFlight<Authorization>();

  return async (endpoint, { repository, ...question }) => {
    const subject = { host: endpoint.host, repository };
    const credential = await endpoint.credential(repository, question.signal);
    const who = `${endpoint.host} ${fingerprint(credential)}`;
    const send = (authorization?: Authorization): Promise<Answer> =>
      followRedirects(exchange, endpoint, {
        ...question,
        subject,
        ...(authorization === undefined ? {} : { authorization: authorization.header }),
      });
    const getToken = (challenge: Challenge): Promise<Authorization> =>
      tokens.share(`${who} ${repository}`, question.signal, (signal) =>
        fetchToken(exchange, now, { endpoint, subject, challenge, credential, signal }),
      );
    const anticipate = async (): Promise<Authorization | undefined> => {
      const challenge = challenges.get(who);
      if (challenge === undefined) return undefined;
      try {
        const token = await getToken(challenge);
        cache.set(subject, credential, token);
        return token;
      } catch (error) {
        // The service may have moved, or this repository may not be like the others; the registry will say.
        challenges.forget(who);
        if (!(error instanceof RegistryError) || error.retriable) throw error;
        return undefined;
      }
    };

    return challenges.oneFirst(who, question.signal, async () => {
      const kept = ready(credential) ?? cache.get(subject, credential) ?? (await anticipate());
      let answer = await send(kept);
      if (answer.status !== 401) return answer;
      cache.drop(subject, credential);
      if (credential !== undefined && 'bearerToken' in credential) throw refusedUs(subject, credential);

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
      const authorization = bearer === undefined ? basic(answer, credential) : await getToken(bearer);
      if (authorization === undefined) {
        throw new RegistryError('unauthorized', subject, wanting(answer, credential), {
          status: 401,
          next: howToGetIn(subject, credential),
        });
      }
      if (bearer !== undefined) challenges.remember(who, bearer, repository);

      const second = await send(authorization);
      if (second.status === 401) throw refusedUs(subject, credential);
      // A token that is denied has lesser rights than were asked for; the next one may have them.
      if (second.status !== 403) cache.set(subject, credential, authorization);
      return second;
    });
  };
}

function refusedUs(subject: Subject, credential: Credential | undefined): RegistryError {
  const what = credential === undefined ? 'it wants credentials' : 'it refuses the configured credentials';
  return new RegistryError('unauthorized', subject, what, {
    status: 401,
    next: howToGetIn(subject, credential),
  });
}

/** Some registries answer the same for an image that is private and for one that does not exist. */
function howToGetIn({ host }: Subject, credential: Credential | undefined): string | undefined {
  if (credential !== undefined) return undefined;
  return `write credentials: for registry ${host} under registries; if the image is public, check its name`;
}

function ready(credential: Credential | undefined): Authorization | undefined {
  if (credential === undefined || !('bearerToken' in credential)) return undefined;
  return { scheme: 'bearer', header: `Bearer ${credential.bearerToken}` };
}

function offered(answer: Answer, scheme: string): Challenge | undefined {
  return parseChallenges(answer.headers['www-authenticate']).find((one) => one.scheme === scheme);
}

function basic(answer: Answer, credential: Credential | undefined): Authorization | undefined {
  if (credential === undefined || !('password' in credential)) return undefined;
  if (offered(answer, 'basic') === undefined) return undefined;
  return { scheme: 'basic', header: basicHeader(credential) };
}

function wanting(answer: Answer, credential: Credential | undefined): string {
  if (credential === undefined) return 'it wants credentials and none are configured';
  return answer.headers['www-authenticate'] === undefined
    ? 'it refuses us without saying how to authenticate'
    : 'it wants a kind of authentication that is not known here, or not with these credentials';
}
