import { z } from 'zod';
import { RegistryError } from '../../registry-error.ts';
import { askJson } from '../ask-json.ts';
import type { CloudOptions } from '../cloud-options.ts';
import type { EcrCredentials, Keychain } from '../credential.ts';
import { createRemember, type Expiring } from '../remember.ts';
import type { AwsKeys } from './aws-keys.ts';
import { ecrHost } from './ecr-host.ts';
import { findAwsKeys } from './find-aws-keys.ts';
import { signRequest } from './sign-request.ts';

/** Amazon's passwords live for 12 hours; a new one is fetched long before. */
const MARGIN_MILLISECONDS = 30 * 60_000;

const tokens = z.object({
  authorizationData: z
    .tuple([z.object({ authorizationToken: z.string(), expiresAt: z.number() })])
    .rest(z.unknown()),
});

export interface AwsKeychainOptions extends CloudOptions {
  /** Default: those of the place we run at. */
  readonly keys?: (() => AwsKeys) | undefined;
  /** Where the API of a region's registry is. Default: where Amazon has it. */
  readonly apiUrl?: string | undefined;
}

/**
 * Gets the password of an Amazon registry for keys (Amazon ECR API, `GetAuthorizationToken`). One signed POST, so
 * that no SDK is needed.
 *
 * @throws RegistryError `credentials-unreadable`, also for a host that is not Amazon's.
 */
export function awsKeychain(options: AwsKeychainOptions): Keychain {
  const { now } = options;
  const rememberKeys = createRemember<AwsKeys>(now);
  const rememberPassword = createRemember<EcrCredentials>(now);
  return {
    async find({ host }) {
      const registry = ecrHost(host);
      if (registry === undefined) {
        const what = 'credentials: aws is for hosts such as 123456789012.dkr.ecr.REGION.amazonaws.com';
        throw new RegistryError('credentials-unreadable', { host }, what);
      }
      const { region, api } = registry;
      const keys = options.keys?.() ?? (await rememberKeys(region, () => findAwsKeys(host, region, options)));
      // Other keys have another password.
      return rememberPassword(`${host} ${keys.accessKeyId}`, () =>
        fetchPassword({ host, region, api: options.apiUrl ?? api }, keys, options),
      );
    },
  };
}

async function fetchPassword(
  { host, region, api }: { readonly host: string; readonly region: string; readonly api: string },
  keys: AwsKeys,
  { now, dispatcher }: CloudOptions,
): Promise<Expiring<EcrCredentials>> {
  const url = new URL(`${api}/`);
  const headers = signRequest(
    {
      url,
      service: 'ecr',
      region,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken',
      },
      body: '{}',
    },
    keys,
    now(),
  );
  const answer = await askJson(
    { host, url: url.href, method: 'POST', headers, body: '{}', dispatcher },
    tokens,
  );
  const [{ authorizationToken, expiresAt }] = answer.authorizationData;
  const [username = '', ...password] = Buffer.from(authorizationToken, 'base64').toString('utf8').split(':');
  return {
    value: { username, password: password.join(':'), aws: keys },
    expiresAt: expiresAt * 1000 - MARGIN_MILLISECONDS,
  };
}
