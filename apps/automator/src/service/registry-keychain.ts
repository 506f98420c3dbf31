import {
  always,
  awsKeychain,
  azureKeychain,
  byImage,
  commandKeychain,
  dockerKeychain,
  firstOf,
  googleKeychain,
  type Keychain,
} from '@deployment-automator/registry-clients';
import type { Config, CredentialsConfig, Secret } from '../config/index.ts';

/** Where credentials are written: with a registry, or for many at once. */
export type CredentialsPart = Pick<Config, 'registries'> & Partial<Pick<Config, 'registryCredentials'>>;

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Every credential of the configuration: those that stand with a registry first, then those with `match`, then those
 * for every host, in the order in which they are written.
 */
export function registryKeychain(config: CredentialsPart, surroundings: Surroundings): Keychain {
  const { registries, registryCredentials = [] } = config;
  const ofRegistries = registries.flatMap(({ host, credentials = [] }) =>
    credentials.map(({ path, ...ways }) => ({
      key: path === undefined ? host : `${host}/${path}`,
      keychain: open(ways, surroundings),
    })),
  );
  const matched = registryCredentials.flatMap(({ match, ...ways }) =>
    match === undefined ? [] : [{ key: match, keychain: open(ways, surroundings) }],
  );
  const ofAll = registryCredentials.filter(({ match }) => match === undefined);
  return firstOf([byImage(ofRegistries), byImage(matched), ...ofAll.map((ways) => open(ways, surroundings))]);
}

/** The schema lets one way through; the last one is what is left. */
function open(ways: Omit<CredentialsConfig, 'match'>, surroundings: Surroundings): Keychain {
  const { username, password, token, identityToken, dockerConfig, helpers, command, aws, google, azure } =
    ways;
  if (username !== undefined && password !== undefined) {
    return always(() => ({ username: username.reveal(), password: password.reveal() }));
  }
  if (token !== undefined) return always(() => ({ bearerToken: token.reveal() }));
  if (identityToken !== undefined) return always(() => ({ identityToken: identityToken.reveal() }));
  if (dockerConfig !== undefined) {
    return dockerKeychain({ ...surroundings, file: dockerConfig, helpers: helpers === true });
  }
  if (command !== undefined) return commandKeychain(command, surroundings);
  if (aws !== undefined) return awsKeychain({ ...surroundings, keys: awsKeys(aws) });
  if (google !== undefined) return googleKeychain({ ...surroundings, key: reveals(google.key) });
  return azureKeychain({ ...surroundings, application: azureApplication(azure ?? {}) });
}

function reveals(secret: Secret | undefined): (() => string) | undefined {
  return secret === undefined ? undefined : () => secret.reveal();
}

function awsKeys({ accessKeyId, secretAccessKey, sessionToken }: NonNullable<CredentialsConfig['aws']>) {
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return () => ({
    accessKeyId: accessKeyId.reveal(),
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken && { sessionToken: sessionToken.reveal() }),
  });
}

function azureApplication({ tenantId, clientId, clientSecret }: NonNullable<CredentialsConfig['azure']>) {
  if (tenantId === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return () => ({ tenantId, clientId, clientSecret: clientSecret.reveal() });
}
