import { ForgeError, githubAppToken } from '@deployment-automator/forge-clients';
import { type ConfigRepoConfig, Secret } from '../config/index.ts';
import type { GitCredentials } from '../config-repo/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';

/** What the operator wrote under `credentials`, as git is given it. */
export function gitCredentials(
  config: Pick<ConfigRepoConfig, 'name' | 'url' | 'credentials'>,
  now: () => number,
): GitCredentials | undefined {
  const { name, url, credentials } = config;
  if (credentials === undefined) return undefined;
  if ('token' in credentials) return { token: () => Promise.resolve(credentials.token) };
  if (!('githubApp' in credentials)) return credentials;
  const { appId, privateKey, installationId, apiUrl } = credentials.githubApp;
  const readToken = githubAppToken({
    appId,
    privateKey: privateKey.reveal(),
    installationId,
    ...(apiUrl !== undefined && { apiUrl }),
    repository: repositoryOf(url),
    now,
  });
  return {
    token: async () => {
      try {
        const token = await readToken();
        return new Secret(() => token);
      } catch (error) {
        throw appFailure(name, error);
      }
    },
  };
}

/** `owner/name` of a repository on GitHub. */
function repositoryOf(url: string): string {
  return !URL.canParse(url) ? url : new URL(url).pathname.replace(/^\/+|(\.git)?\/*$/g, '');
}

const unauthorized = ['unauthorized', 'forbidden', 'not-found'];

function appFailure(name: string, error: unknown): AutomatorError {
  const refused = error instanceof ForgeError && unauthorized.includes(error.code);
  const message = error instanceof Error ? error.message : String(error);
  return new AutomatorError(refused ? 'git-unauthorized' : 'git-unreachable', message, {
    where: name,
    next: refused
      ? `check credentials.githubApp of config repo "${name}": appId, privateKey, and that the App is still installed there with the right to write contents`
      : 'check the network and githubApp.apiUrl; it is tried again at the next poll',
    cause: error,
  });
}
