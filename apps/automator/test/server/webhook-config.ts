import { type Config, loadConfig } from '../../src/config/index.ts';

/** `webhooks.registry` as an operator would write it. */
export function webhookConfig(registry: unknown): Config['webhooks']['registry'] {
  const source = JSON.stringify({ configRepos: [{ name: 'config', url: 'x' }], webhooks: { registry } });
  const config = loadConfig('automator.yaml', source, { env: {}, readFile: () => '' });
  return config.webhooks.registry;
}
