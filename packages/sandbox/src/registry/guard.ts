import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { errorReply, jsonReply, type Reply } from './reply.ts';

/** Who may use the registry. */
export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
}

/** How the registry asks for credentials. */
export type AuthMode = 'none' | 'basic' | 'bearer';

/** What a request wants to do: to nothing in particular (`GET /v2/`), or to a repository. */
export interface Wish {
  readonly repository?: string;
  readonly method: string;
  readonly authorization: string | undefined;
}

/** The registry's door: lets a request in (undefined) or says what is missing. */
export interface Guard {
  check(wish: Wish): Reply | undefined;
  /** The token service of `bearer`: `GET /token?service=&scope=`. */
  token(url: URL, authorization: string | undefined): Reply;
  /** Makes every token that was given out invalid. */
  revokeTokens(): void;
}

const TOKEN_SECONDS = 300;
const SERVICE = 'sandbox-registry';

/**
 * The three ways of the distribution registry: open, HTTP basic, and bearer tokens of its own token service
 * ("Token Authentication Specification"). Without `credentials` the token service serves everybody.
 */
export function createGuard(options: {
  readonly mode: AuthMode;
  readonly credentials: RegistryCredentials | undefined;
  readonly realm: string;
  readonly now: () => number;
}): Guard {
  const { mode, credentials, now } = options;
  const tokens = new Map<string, { readonly scopes: ReadonlySet<string>; readonly expiresAt: number }>();
  const known = (authorization: string | undefined): boolean =>
    credentials !== undefined && authorization !== undefined && isBasic(authorization, credentials);

  return {
    check(wish) {
      if (mode === 'none') return undefined;
      if (mode === 'basic') {
        return known(wish.authorization) ? undefined : refuse('Basic realm="Sandbox Registry"');
      }
      const token = tokens.get(/^Bearer (.+)$/i.exec(wish.authorization ?? '')?.[1] ?? '');
      const scope = scopeOf(wish);
      const valid = token !== undefined && token.expiresAt > now();
      if (valid && (scope === undefined || actionsOf(scope).every((one) => token.scopes.has(one))))
        return undefined;
      const challenge = `Bearer realm="${options.realm}",service="${SERVICE}"`;
      return refuse(scope === undefined ? challenge : `${challenge},scope="${scope}"`);
    },

    token(url, authorization) {
      if (credentials !== undefined && !known(authorization)) {
        return errorReply(401, 'UNAUTHORIZED', 'wrong user name or password');
      }
      const token = randomBytes(24).toString('base64url');
      tokens.set(token, {
        scopes: new Set(url.searchParams.getAll('scope').flatMap(actionsOf)),
        expiresAt: now() + TOKEN_SECONDS * 1000,
      });
      return jsonReply(200, { token, expires_in: TOKEN_SECONDS, issued_at: new Date(now()).toISOString() });
    },

    revokeTokens: () => tokens.clear(),
  };
}

function scopeOf(wish: Wish): string | undefined {
  if (wish.repository === undefined) return undefined;
  const reading = wish.method === 'GET' || wish.method === 'HEAD';
  const actions = reading ? 'pull' : wish.method === 'DELETE' ? 'delete' : 'pull,push';
  return `repository:${wish.repository}:${actions}`;
}

/** `repository:a/b:pull,push` → `repository:a/b:pull`, `repository:a/b:push`. */
function actionsOf(scope: string): readonly string[] {
  const colon = scope.lastIndexOf(':');
  return scope
    .slice(colon + 1)
    .split(',')
    .map((action) => `${scope.slice(0, colon)}:${action}`);
}

function isBasic(authorization: string, { username, password }: RegistryCredentials): boolean {
  const encoded = /^Basic (.+)$/i.exec(authorization)?.[1] ?? '';
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(encoded), digest(Buffer.from(`${username}:${password}`).toString('base64')));
}

function refuse(challenge: string): Reply {
  return errorReply(401, 'UNAUTHORIZED', 'authentication required', { 'www-authenticate': challenge });
}
