import type { ForgeKind } from '@deployment-automator/forge-clients';

/** Where a forge that one does not host oneself is. */
const publicHosts: Readonly<Partial<Record<ForgeKind, readonly string[]>>> = {
  github: ['github.com'],
  gitlab: ['gitlab.com'],
  bitbucket: ['bitbucket.org'],
  'azure-devops': ['dev.azure.com'],
};

/**
 * The `host[:port]`s where people and git reach the forge of a config repo: its API's host, or, where the operator
 * names no API, the public forge of that kind; and the host of the config repo's own URL, if it is reached by HTTP.
 */
export function forgeHosts(kind: ForgeKind, configRepoUrl: string, apiUrl?: string): string[] {
  const api = apiUrl === undefined ? (publicHosts[kind] ?? []) : hostsOf(apiUrl);
  return [...new Set([...api, ...hostsOf(configRepoUrl)])];
}

function hostsOf(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { protocol, host } = new URL(url);
  return /^https?:$/.test(protocol) && host !== '' ? [host, host.replace(/^api\./, '')] : [];
}
