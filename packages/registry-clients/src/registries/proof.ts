import { basicHeader } from '../auth/basic.ts';
import type { Credential } from '../credentials/credential.ts';
import { RegistryError } from '../registry-error.ts';
import type { AdapterContext, ApiQuestion } from './registry-adapter.ts';

type Proof = Pick<ApiQuestion, 'as'>;

/** Shows user and password to an API of the registry's own; anonymous without them. */
export function basicProof(credential: Credential | undefined): Proof {
  if (credential === undefined || 'identityToken' in credential) return {};
  if ('bearerToken' in credential) return bearerProof(credential.bearerToken);
  return { as: { authorization: basicHeader(credential) } };
}

/** Shows a token. */
export function bearerProof(token: string): Proof {
  return { as: { authorization: `Bearer ${token}` } };
}

/** The token among the credentials, where a registry's API takes an access token that is written as a password. */
export function tokenOf(credential: Credential | undefined): string | undefined {
  if (credential === undefined || 'identityToken' in credential) return undefined;
  return 'bearerToken' in credential ? credential.bearerToken : credential.password;
}

/** Its API cannot be asked with what we have; no request is made to be told so. */
export function closed({ subject }: AdapterContext, what: string): RegistryError {
  return new RegistryError('unauthorized', subject, what);
}
