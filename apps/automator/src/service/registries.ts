import { parseImageName } from '@deployment-automator/image-reference';
import {
  createRegistryClient,
  type RegistryClient,
  type RegistryOptions,
} from '@deployment-automator/registry-clients';
import type { Config } from '../config/index.ts';
import type { Metrics } from '../telemetry/index.ts';
import { type CredentialsPart, registryKeychain } from './registry-keychain.ts';

const defaultPollInterval = 5 * 60_000;

/** The client for every registry, as the configuration and the environment describe them. */
export function openRegistries(
  config: CredentialsPart,
  metrics?: Metrics,
  env: Readonly<Record<string, string | undefined>> = process.env,
): RegistryClient {
  return createRegistryClient({
    registries: config.registries.map(describe),
    keychain: registryKeychain(config, { env, now: Date.now }),
    proxy: {
      http: env['http_proxy'] ?? env['HTTP_PROXY'],
      https: env['https_proxy'] ?? env['HTTPS_PROXY'],
      except: env['no_proxy'] ?? env['NO_PROXY'],
    },
    onRequest: ({ host, kind, status }) =>
      metrics?.registryRequests.inc({ host, kind, status: String(status ?? 'none') }),
  });
}

/** Credentials are left to the keychain. Certificates are read once, when the service starts. */
function describe(registry: Config['registries'][number]): RegistryOptions {
  const {
    credentials: _credentials,
    pollInterval: _pollInterval,
    ca,
    clientCertificate,
    limits,
    ...plain
  } = registry;
  return {
    ...plain,
    ca: ca?.reveal(),
    clientCertificate: clientCertificate && {
      certificate: clientCertificate.certificate.reveal(),
      key: clientCertificate.key.reveal(),
      passphrase: clientCertificate.passphrase?.reveal(),
    },
    limits: limits && {
      ...(limits.concurrency === undefined ? {} : { concurrency: limits.concurrency }),
      ...(limits.perSecond === undefined ? {} : { perSecond: limits.perSecond }),
    },
  };
}

/** How often an image is polled, in ms. */
export function pollIntervalOf(config: Pick<Config, 'registries'>, image: string): number {
  const { registry } = parseImageName(image);
  return config.registries.find(({ host }) => host === registry)?.pollInterval ?? defaultPollInterval;
}
