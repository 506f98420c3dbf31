import { z } from 'zod';
import type { Credential } from '../credentials/credential.ts';
import type { Endpoint } from '../endpoint.ts';
import { RegistryError, type Subject } from '../registry-error.ts';
import { refusal } from '../transport/destination.ts';
import type { Answer, Exchange, Question } from '../transport/exchange.ts';
import { followRedirects } from '../transport/follow-redirects.ts';
import { parseJson } from '../transport/parse-json.ts';
import { redactUrl } from '../transport/redact-url.ts';
import { statusError } from '../transport/status-error.ts';
import type { Authorization } from './authorization-cache.ts';
import { basicHeader } from './basic.ts';
import type { Challenge } from './challenge.ts';

const LIMIT_BYTES = 64 * 1024;
/** What a token lives when its service does not say, and the least that a service may give. */
const LEAST_SECONDS = 60;
const LONGEST_SECONDS = 24 * 3600;
/** A token is not used in its last moments, when it could expire on the way. */
const MARGIN_MILLISECONDS = 5_000;

/** OAuth 2 wants a name for the program that asks. */
const CLIENT_ID = 'deployment-automator';

const tokenText = z.string().regex(/^[\x21-\x7e]+$/);
const tokenAnswer = z.object({
  token: tokenText.optional().catch(undefined),
  access_token: tokenText.optional().catch(undefined),
  expires_in: z.number().min(LEAST_SECONDS).max(LONGEST_SECONDS).catch(LEAST_SECONDS),
});

/** What a token is wanted for. */
export interface TokenWish {
  readonly endpoint: Endpoint;
  readonly subject: Subject & { readonly repository: string };
  readonly challenge: Challenge;
  readonly credential: Credential | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Gets a token to pull one repository (distribution registry, "Token Authentication Specification"). The
 * credentials go to the service that the registry named, once it is seen to be a place where they may go.
 *
 * @throws RegistryError
 */
export async function fetchToken(
  exchange: Exchange,
  now: () => number,
  wish: TokenWish,
): Promise<Authorization> {
  const { endpoint, subject, signal } = wish;
  const question = tokenQuestion(wish);
  const { url } = question;
  const receivedFrom = now();
  const common = { subject, kind: 'token', accept: 'application/json', limit: LIMIT_BYTES, signal } as const;
  const answer = await followRedirects(exchange, endpoint, { ...common, ...question });
  if (answer.status !== 200) throw refused(wish, answer, url, now());
  const parsed = tokenAnswer.safeParse(parseJson(subject, answer));
  const token = parsed.data?.token ?? parsed.data?.access_token;
  if (parsed.data === undefined || token === undefined) {
    throw new RegistryError('bad-answer', subject, `the token service ${redactUrl(url)} gave no token`);
  }
  return {
    scheme: 'bearer',
    header: `Bearer ${token}`,
    expiresAt: receivedFrom + parsed.data.expires_in * 1000 - MARGIN_MILLISECONDS,
  };
}

/**
 * A user and a password go by GET ("Token Authentication Specification"), a refresh token by POST ("OAuth2 Token
 * Authentication"), so that it is never part of a URL.
 */
function tokenQuestion(
  wish: TokenWish,
): Pick<Question, 'method' | 'url' | 'authorization' | 'headers' | 'body'> {
  const { challenge, credential, subject } = wish;
  const url = realmOf(wish);
  const service = challenge.parameters.get('service');
  const asked = new URLSearchParams({
    ...(service === undefined ? {} : { service }),
    scope: pullScope(challenge, subject.repository),
  });
  if (credential !== undefined && 'identityToken' in credential) {
    asked.append('grant_type', 'refresh_token');
    asked.append('client_id', CLIENT_ID);
    asked.append('refresh_token', credential.identityToken);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', url, headers, body: asked.toString() };
  }
  for (const [name, value] of asked) url.searchParams.append(name, value);
  return credential === undefined || 'bearerToken' in credential
    ? { method: 'GET', url }
    : { method: 'GET', url, authorization: basicHeader(credential) };
}

function realmOf({ endpoint, subject, challenge }: TokenWish): URL {
  const realm = challenge.parameters.get('realm') ?? '';
  if (!URL.canParse(realm)) {
    throw new RegistryError('bad-answer', subject, 'it asks for a token but does not say where to get one');
  }
  const url = new URL(realm);
  const why = refusal(url, endpoint, false);
  if (why !== undefined) {
    const what = `its token service ${redactUrl(url)} is not asked: ${why}`;
    throw new RegistryError('refused-realm', subject, what);
  }
  return url;
}

/**
 * The registry's own name for the repository, where the challenge gives one (a virtual repository has another),
 * and the right to pull, whatever else was offered. A name may hold a `:`, so it is parsed from both ends.
 */
function pullScope(challenge: Challenge, repository: string): string {
  return `repository:${scopedName(challenge) ?? repository}:pull`;
}

/** The repository that a challenge names. */
export function scopedName({ parameters }: Challenge): string | undefined {
  return /^repository:([^\s]+):[a-z*,]+$/.exec(parameters.get('scope') ?? '')?.[1];
}

function refused(wish: TokenWish, answer: Answer, url: URL, now: number): RegistryError {
  const { subject, credential } = wish;
  const { status } = answer;
  if (status !== 401 && status !== 403) return statusError(subject, answer, now);
  const what =
    credential === undefined
      ? `the token service ${redactUrl(url)} gives nothing to anonymous users`
      : `the token service ${redactUrl(url)} refuses the configured credentials`;
  return new RegistryError('unauthorized', subject, what, { status });
}
