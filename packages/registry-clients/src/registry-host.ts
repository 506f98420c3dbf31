export const dockerHub = 'docker.io';

const dockerHubHosts: readonly string[] = [dockerHub, 'index.docker.io', 'registry-1.docker.io'];

/** One spelling for each registry's host: lower case, without the default HTTPS port, one name for Docker Hub. */
export function canonicalHost(host: string): string {
  const lower = host.toLowerCase().replace(/:443$/, '');
  return dockerHubHosts.includes(lower) ? dockerHub : lower;
}
