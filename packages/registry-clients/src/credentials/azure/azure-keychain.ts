import { z } from 'zod';
import { askJson } from '../ask-json.ts';
import type { CloudOptions } from '../cloud-options.ts';
import type { Keychain } from '../credential.ts';
import { createRemember } from '../remember.ts';
import { type AzureApplication, entraToken } from './entra-token.ts';

/** A registry's refresh token lives for hours and does not say so. */
const KEPT_MILLISECONDS = 3_600_000;

const refresh = z.object({ refresh_token: z.string().min(1) });

export interface AzureKeychainOptions extends CloudOptions {
  /** Default: the identity of the place we run at. */
  readonly application?: (() => AzureApplication) | undefined;
  /** Where a registry is asked. Default: `https://HOST`. */
  readonly originOf?: ((host: string) => string) | undefined;
}

/**
 * Turns an identity of Microsoft Entra ID into the refresh token of one Azure registry (its `/oauth2/exchange`). Two
 * requests, so that no SDK is needed.
 *
 * @throws RegistryError `credentials-unreadable`
 */
export function azureKeychain(options: AzureKeychainOptions): Keychain {
  const { now, originOf = (host) => `https://${host}` } = options;
  const rememberToken = createRemember<string>(now);
  const rememberRefresh = createRemember<string>(now);
  return {
    async find({ host }) {
      const application = options.application?.();
      const whose = JSON.stringify(application ?? null);
      const identityToken = await rememberRefresh(`${host} ${whose}`, async () => {
        const accessToken = await rememberToken(whose, () => entraToken(host, application, options));
        const form = new URLSearchParams({
          grant_type: 'access_token',
          service: host,
          access_token: accessToken,
          ...(application === undefined ? {} : { tenant: application.tenantId }),
        });
        const answer = await askJson(
          {
            host,
            url: `${originOf(host)}/oauth2/exchange`,
            method: 'POST',
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            body: form.toString(),
            dispatcher: options.dispatcher,
          },
          refresh,
        );
        return { value: answer.refresh_token, expiresAt: now() + KEPT_MILLISECONDS };
      });
      return { identityToken };
    },
  };
}
