import { parseImageName } from '@deployment-automator/image-reference';
import {
  createImageAliases,
  createRegistryClient,
  type ImageAliases,
  type PauseReport,
  type RegistryClient,
  type RegistryOptions,
  type RequestReport,
} from '@deployment-automator/registry-clients';
import type { Config } from '../config/index.ts';
import { type CredentialsPart, registryKeychain } from './registry-keychain.ts';
import { countRequests, type SpentRequests } from './spent-requests.ts';

const defaultPollInterval = 5 * 60_000;

/** Every registry, as the configuration and the environment describe them. */
export interface Registries {
  readonly client: RegistryClient;
  readonly aliases: ImageAliases;
  /** What was asked of them so far. */
  readonly spent: SpentRequests;
}

/**
 * @param onRequest told of every request
 * @param onPause told when a registry is left alone for a while
 */
export function openRegistries(
  config: CredentialsPart,
  onRequest?: (report: RequestReport) => void,
  onPause?: (report: PauseReport) => void,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Registries {
  const spent = countRequests();
  const client = createRegistryClient({
    registries: config.registries.map(describe),
    keychain: registryKeychain(config, { env, now: Date.now }),
    proxy: {
      http: env['http_proxy'] ?? env['HTTP_PROXY'],
      https: env['https_proxy'] ?? env['HTTPS_PROXY'],
      except: env['no_proxy'] ?? env['NO_PROXY'],
    },
    onRequest: (report) => {
      spent.count(report);
      onRequest?.(report);
    },
    onPause: (report) => onPause?.(report),
  });
  return { client, aliases: createImageAliases(config.registries), spent };
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
