import { createSign } from 'node:crypto';
import { z } from 'zod';
import { RegistryError } from '../../registry-error.ts';
import { askJson } from '../ask-json.ts';
import type { CloudOptions } from '../cloud-options.ts';
import type { Expiring } from '../remember.ts';

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const TOKEN_URL = 'https://oauth2.googleapis.com/token';
const LIFE_SECONDS = 3600;
const MARGIN_MILLISECONDS = 60_000;

const token = z.object({ access_token: z.string().min(1), expires_in: z.number() });
const keyFile = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('service_account'),
    client_email: z.string(),
    private_key: z.string(),
    private_key_id: z.string().optional(),
  }),
  z.object({
    type: z.literal('authorized_user'),
    client_id: z.string(),
    client_secret: z.string(),
    refresh_token: z.string(),
  }),
]);

export interface GoogleOptions extends CloudOptions {
  /** Where tokens are given for keys. Default: Google's own place. */
  readonly tokenUrl?: string | undefined;
}

/**
 * An access token for a key file: of a service account (RFC 7523, a signed assertion) or of a user who has logged in.
 *
 * @throws RegistryError `credentials-unreadable`
 */
export async function tokenForKey(
  host: string,
  key: string,
  options: GoogleOptions,
): Promise<Expiring<string>> {
  const parsed = keyFile.safeParse(parse(key));
  if (!parsed.success) {
    const what = 'the Google key is neither a service account key nor the login of a user';
    throw new RegistryError('credentials-unreadable', { host }, what);
  }
  const { now, dispatcher, tokenUrl: url = TOKEN_URL } = options;
  const answer = await askJson(
    {
      host,
      url,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: formFor(host, parsed.data, now()).toString(),
      dispatcher,
    },
    token,
  );
  return expiring(answer, now());
}

function formFor(host: string, key: z.output<typeof keyFile>, now: number): URLSearchParams {
  if (key.type === 'service_account') {
    const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
    return new URLSearchParams({ grant_type: grant, assertion: assertion(host, key, now) });
  }
  const { type: _type, ...facts } = key;
  return new URLSearchParams({ grant_type: 'refresh_token', ...facts });
}

/** An access token of the account that this machine or pod runs as, from the metadata server. */
export async function tokenOfMachine(
  host: string,
  { env, now, dispatcher }: CloudOptions,
): Promise<Expiring<string>> {
  const server = env['GCE_METADATA_HOST'] ?? 'metadata.google.internal';
  const url = `http://${server}/computeMetadata/v1/instance/service-accounts/default/token`;
  const answer = await askJson({ host, url, headers: { 'metadata-flavor': 'Google' }, dispatcher }, token);
  return expiring(answer, now());
}

function expiring(
  { access_token: value, expires_in: seconds }: z.output<typeof token>,
  now: number,
): Expiring<string> {
  return { value, expiresAt: now + seconds * 1000 - MARGIN_MILLISECONDS };
}

function assertion(
  host: string,
  key: Extract<z.output<typeof keyFile>, { type: 'service_account' }>,
  now: number,
): string {
  const issued = Math.floor(now / 1000);
  const head = { alg: 'RS256', typ: 'JWT', ...(key.private_key_id ? { kid: key.private_key_id } : {}) };
  const claims = {
    iss: key.client_email,
    scope: SCOPE,
    aud: TOKEN_URL,
    iat: issued,
    exp: issued + LIFE_SECONDS,
  };
  const text = [head, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  try {
    return `${text}.${createSign('RSA-SHA256').update(text).sign(key.private_key, 'base64url')}`;
  } catch {
    // No cause: it may tell of the key.
    throw new RegistryError(
      'credentials-unreadable',
      { host },
      'the private key of the Google key cannot be read',
    );
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
