import {
  createForgeClient,
  type ForgeClient,
  type ForgeKind,
  type ForgeRequestReport,
  githubAppToken,
  publicApis,
} from '@deployment-automator/forge-clients';
import type { ConfigRepoConfig } from '../config/index.ts';

/**
 * The forge of a config repo, as the operator wrote it; undefined where none is named.
 * @param timeout milliseconds for one request
 */
export function forgeOf(
  { url, forge, credentials }: Pick<ConfigRepoConfig, 'url' | 'forge' | 'credentials'>,
  now: () => number,
  onRequest?: (report: ForgeRequestReport) => void,
  timeout?: number,
): ForgeClient | undefined {
  if (forge === undefined) return undefined;
  const { kind, apiUrl } = forge;
  const repository = forge.repository ?? repositoryOf(kind, url);
  const own = credentials !== undefined && 'githubApp' in credentials ? credentials.githubApp : undefined;
  const app = forge.githubApp ?? (forge.token === undefined ? own : undefined);
  const username =
    forge.username ??
    (credentials !== undefined && 'username' in credentials ? credentials.username : undefined);
  return createForgeClient({
    kind,
    repository,
    now,
    onRequest,
    timeout,
    apiUrl: apiUrl ?? app?.apiUrl,
    token:
      app === undefined
        ? () => forge.token?.reveal() ?? ''
        : githubAppToken({
            appId: app.appId,
            privateKey: app.privateKey.reveal(),
            installationId: app.installationId,
            apiUrl: apiUrl ?? app.apiUrl,
            repository,
            now,
          }),
    // Bitbucket takes a user's name with the token.
    username: kind === 'bitbucket' || kind === 'bitbucket-server' ? username?.reveal() : undefined,
  });
}

/** A repository's path on its forge, from the URL that git uses. */
export function repositoryOf(kind: ForgeKind, url: string): string {
  const [, scp] = /^(?:[^/@]+@)?[^/:]+:(?!\/\/)(.+)$/.exec(url) ?? [];
  const path = scp ?? (URL.canParse(url) ? decodeURIComponent(new URL(url).pathname) : url);
  const name = path.replace(/^\/+|(\.git)?\/*$/g, '');
  if (kind === 'bitbucket-server') return name.replace(/^(?:.*\/)?scm\//, '');
  // By SSH it is `v3/<organisation>/<project>/<repository>`.
  if (kind === 'azure-devops') return name.replace(/^v3\/([^/]+)\/([^/]+)\/([^/]+)$/, '$1/$2/_git/$3');
  return name;
}

/** The host of its API, for people; undefined where none is named. */
export function forgeHostOf({ forge }: Pick<ConfigRepoConfig, 'forge'>): string | undefined {
  if (forge === undefined) return undefined;
  const { kind, githubApp, apiUrl = githubApp?.apiUrl } = forge;
  const api = apiUrl ?? (kind === 'bitbucket-server' ? undefined : publicApis[kind]);
  return api !== undefined && URL.canParse(api) ? new URL(api).host : undefined;
}
