import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { z } from 'zod';

/** One key of a JSON Web Key Set (RFC 7517). */
export interface SigningKey extends JsonWebKey {
  readonly kid: string;
}

/** Gives the key of an id, or undefined where there is none. */
export type FindKey = (kid: string) => Promise<SigningKey | undefined>;

/** What a token has to say beside its signature. */
export interface ExpectedClaims {
  /** `aud` is one of these. */
  readonly audiences: readonly string[];
  /** `email` is one of these service accounts. */
  readonly emails: readonly string[];
}

const header = z.object({ alg: z.literal('RS256'), kid: z.string().min(1) });

const claims = z.object({
  iss: z.enum(['https://accounts.google.com', 'accounts.google.com']),
  aud: z.string(),
  email: z.string(),
  email_verified: z.literal(true),
  exp: z.number(),
  iat: z.number(),
});

/** Seconds by which Google's clock and ours may differ. */
const LEEWAY = 60;
/** Characters of the longest token that is looked at. */
const LONGEST = 8_192;

/**
 * Whether a header carries a token that Google made for us: the ID token that a Pub/Sub push subscription sends
 * (https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions). Only RS256 counts, whatever the token asks
 * for, and its keys come from `findKey` alone: nothing in a token says where keys are fetched.
 *
 * @param now milliseconds since 1970
 * @throws what `findKey` throws
 */
export async function isGoogleToken(
  authorization: string | undefined,
  expected: ExpectedClaims,
  findKey: FindKey,
  now: number,
): Promise<boolean> {
  const [, token = ''] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  const parts = token.length > LONGEST ? [] : token.split('.');
  const [head, body, signature] = parts.map(decode);
  if (parts.length !== 3 || !head || !body || !signature) return false;

  const { data: shown } = header.safeParse(parse(head));
  const { data: claimed } = claims.safeParse(parse(body));
  // Claims first: they are cheap to look at, and a stranger's token should not make us ask for keys.
  if (shown === undefined || claimed === undefined || !matches(claimed, expected, now / 1000)) return false;
  const key = await findKey(shown.kid);
  if (key === undefined || key.kty !== 'RSA') return false;
  const signed = Buffer.from(token.slice(0, token.lastIndexOf('.')));
  return verify('sha256', signed, createPublicKey({ key, format: 'jwk' }), signature);
}

function matches(claimed: z.output<typeof claims>, expected: ExpectedClaims, seconds: number): boolean {
  const { aud, email, exp, iat } = claimed;
  return (
    expected.audiences.includes(aud) &&
    expected.emails.includes(email) &&
    seconds < exp + LEEWAY &&
    seconds > iat - LEEWAY
  );
}

/** The bytes of base64url without padding; undefined for every other spelling of them. */
function decode(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : undefined;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
