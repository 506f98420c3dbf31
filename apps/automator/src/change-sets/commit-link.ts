import type { ForgeKind } from '@deployment-automator/forge-clients';

/** Where a forge that one does not host oneself has its pages. */
const publicPages: Readonly<Partial<Record<ForgeKind, string>>> = {
  github: 'https://github.com',
  gitlab: 'https://gitlab.com',
  bitbucket: 'https://bitbucket.org',
  'azure-devops': 'https://dev.azure.com',
};

export interface ForgePlace {
  readonly kind: ForgeKind;
  /** The config repo's, as git takes it. */
  readonly url: string;
  readonly apiUrl?: string | undefined;
  /** Its path on the forge, as the forge's API names it. */
  readonly repository: string;
}

/** A page for people that shows a commit; undefined where nothing says where the forge's pages are. */
export function commitLink(
  { kind, url, apiUrl, repository }: ForgePlace,
  commit: string,
): string | undefined {
  const pages = pagesOf(kind, url, apiUrl);
  if (pages === undefined) return undefined;
  const path = repository.split('/').map(encodeURIComponent);
  const at = `${pages}/${path.join('/')}`;
  switch (kind) {
    case 'github':
    case 'gitea':
    case 'azure-devops':
      return `${at}/commit/${commit}`;
    case 'gitlab':
      return `${at}/-/commit/${commit}`;
    case 'bitbucket':
      return `${at}/commits/${commit}`;
    case 'bitbucket-server': {
      const [project = '', name = ''] = path;
      const owner = project.startsWith('~') ? `users/${project.slice(1)}` : `projects/${project}`;
      return `${pages}/${owner}/repos/${name}/commits/${commit}`;
    }
  }
}

/** By the API's address, which the operator gives for a forge of their own; then by the clone's; then the public one. */
function pagesOf(kind: ForgeKind, url: string, apiUrl: string | undefined): string | undefined {
  if (apiUrl !== undefined) return pagesOfApi(kind, apiUrl);
  const known = publicPages[kind];
  if (known !== undefined) return known;
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? new URL(url).origin : undefined;
}

/** An API stands at a path of its own below the pages: `/api/v3`, `/api/v4`, `/api/v1`, `/rest/api/1.0`. */
function pagesOfApi(kind: ForgeKind, apiUrl: string): string | undefined {
  if (!URL.canParse(apiUrl)) return undefined;
  const { origin, hostname, pathname } = new URL(apiUrl);
  if (hostname.startsWith('api.') && publicPages[kind] !== undefined) {
    return origin.replace('://api.', '://');
  }
  return origin + pathname.replace(/\/(?:api\/v\d+|rest(?:\/api\/[\w.]+)?)?\/*$/, '').replace(/\/+$/, '');
}
