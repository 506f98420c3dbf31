import { parseImageName } from '@deployment-automator/image-reference';
import { createRegistryClient, type RegistryClient } from '@deployment-automator/registry-clients';
import type { Config } from '../config/index.ts';
import type { Metrics } from '../telemetry/index.ts';

const defaultPollInterval = 5 * 60_000;

/** The client for every registry, as the configuration describes them. */
export function openRegistries(config: Pick<Config, 'registries'>, metrics?: Metrics): RegistryClient {
  return createRegistryClient({
    registries: config.registries.map(({ host, plainHttp, credentials }) => ({
      host,
      plainHttp,
      ...(credentials && {
        credentials: () => ({
          username: credentials.username.reveal(),
          password: credentials.password.reveal(),
        }),
      }),
    })),
    onRequest: ({ host, kind, status }) =>
      metrics?.registryRequests.inc({ host, kind, status: String(status ?? 'none') }),
  });
}

/** How often an image is polled, in ms. */
export function pollIntervalOf(config: Pick<Config, 'registries'>, image: string): number {
  const { registry } = parseImageName(image);
  return config.registries.find(({ host }) => host === registry)?.pollInterval ?? defaultPollInterval;
}
