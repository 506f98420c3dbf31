import type { RegistryCredentials } from '../registry-options.ts';
import type { AwsKeys } from './aws/aws-keys.ts';

/** A refresh token of OAuth 2: it goes to the token service by POST, and never to the registry itself. */
export interface IdentityToken {
  readonly identityToken: string;
}

/** A ready token for `Authorization: Bearer`. */
export interface BearerToken {
  readonly bearerToken: string;
}

/** User and password for Amazon's registry, with the keys they come from, which its own API wants. */
export interface EcrCredentials extends RegistryCredentials {
  readonly aws: AwsKeys;
}

/** What proves to a registry who asks. */
export type Credential = RegistryCredentials | EcrCredentials | IdentityToken | BearerToken;

/** What a credential is wanted for. */
export interface CredentialWish {
  /** As image references name it, with its port. */
  readonly host: string;
  readonly repository: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Gives the credential of the moment, so that a file, a secret or a token may change; undefined is anonymous.
 *
 * @throws RegistryError `credentials-unreadable` when there is one and it cannot be had.
 */
export interface Keychain {
  find(wish: CredentialWish): Promise<Credential | undefined>;
}
