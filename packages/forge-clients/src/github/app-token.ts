import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import type { ForgeOptions } from '../forge-client.ts';
import { ForgeError } from '../forge-error.ts';
import { publicApis } from '../public-api.ts';
import { githubFetch } from './github-fetch.ts';
import { RequestFailure } from './request-failure.ts';

/** A GitHub App that is installed on the repository. */
export interface GithubAppOptions extends Pick<ForgeOptions, 'apiUrl' | 'repository' | 'timeout' | 'now'> {
  readonly appId: string | number;
  /** In PEM, as GitHub gives it. */
  readonly privateKey: string;
  /** Default: looked up by the repository, once. */
  readonly installationId?: number | undefined;
}

/**
 * The source of an App's installation tokens for `ForgeOptions.token`: one is made when it is asked for, and made
 * again shortly before its hour is over. It has the App's rights for this one repository.
 *
 * @throws ForgeError from the source, where the App is not installed, was revoked, or its key is wrong
 */
export function githubAppToken(options: GithubAppOptions): () => Promise<string> {
  const apiUrl = (options.apiUrl ?? publicApis.github).replace(/\/+$/, '');
  const [owner = '', repo = ''] = options.repository.split('/');
  const octokit = new Octokit({
    baseUrl: apiUrl,
    userAgent: 'deployment-automator',
    // The App's own header is there already.
    request: { fetch: githubFetch({ ...options, apiUrl }, undefined) },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const auth = createAppAuth({
    appId: options.appId,
    privateKey: options.privateKey,
    request: octokit.request,
    log: octokit.log,
  });
  let installation = options.installationId;

  async function find(): Promise<number> {
    const { token } = await auth({ type: 'app' });
    const headers = { authorization: `bearer ${token}` };
    const found = await octokit.rest.apps.getRepoInstallation({ owner, repo, headers });
    return found.data.id;
  }

  return async () => {
    try {
      installation ??= await find();
      const { token } = await auth({
        type: 'installation',
        installationId: installation,
        repositoryNames: [repo],
      });
      return token;
    } catch (thrown) {
      const cause = thrown instanceof Error ? thrown.cause : undefined;
      const failure =
        cause instanceof RequestFailure
          ? cause
          : new RequestFailure('unauthorized', 'its key cannot be used');
      throw new ForgeError(failure.code, failure.message, {
        host: new URL(apiUrl).host,
        repository: options.repository,
        action: 'get a token for the GitHub App',
        status: failure.status,
        retryAt: failure.retryAt,
      });
    }
  };
}
