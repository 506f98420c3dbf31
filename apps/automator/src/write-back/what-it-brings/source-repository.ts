import type { ForgeClient, ForgeKind } from '@deployment-automator/forge-clients';

/** A forge that the operator configured, as a place where sources may be. */
export interface SourceForge {
  readonly kind: ForgeKind;
  /** Where people and git reach it, each as `host[:port]`; only sources there are looked at (law 10). */
  readonly hosts: readonly string[];
  readonly client: Pick<ForgeClient, 'compare' | 'release'>;
}

/** A repository on a forge, as the forge's API names it: `acme/web`. */
export interface SourceRepository {
  readonly forge: SourceForge;
  readonly path: string;
}

/**
 * The repository that an image's source label means, if it is on one of these forges. The label is its builder's
 * text: it chooses among what the operator configured, and never makes us call anything else.
 *
 * @param source as `org.opencontainers.image.source` has it in the wild: `https://host/owner/name`, with `.git`, a
 *   page below the repository or a `#ref` after it, `git+https://…`, `ssh://git@host/…`, `git@host:owner/name.git`,
 *   `host/owner/name`
 */
export function sourceRepository(
  source: string,
  forges: readonly SourceForge[],
): SourceRepository | undefined {
  const place = placeOf(source);
  const forge = place && forges.find(({ hosts }) => hosts.includes(place.host));
  if (place === undefined || forge === undefined) return undefined;
  const path = paths[forge.kind](place.segments);
  return path === undefined ? undefined : { forge, path: path.join('/') };
}

/** The `host[:port]` of a source label; undefined where it names none. */
export function hostOfSource(source: string): string | undefined {
  return placeOf(source)?.host;
}

interface SourcePlace {
  readonly host: string;
  readonly segments: readonly string[];
}

function placeOf(source: string): SourcePlace | undefined {
  if (source.length > 1000) return undefined;
  const text = source
    .trim()
    .replace(/^scm:/, '')
    .replace(/^git[+:](?=[a-z]+:\/\/)/, '');
  const [, scpHost, scpPath] = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)([^?#]+)$/.exec(text) ?? [];
  const isScp = scpHost !== undefined && scpPath !== undefined;
  const bare = /^[\w-]+(?:\.[\w-]+)+\//.test(text);
  const url = isScp ? `ssh://${scpHost}/${scpPath}` : bare ? `https://${text}` : text;
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, hostname, pathname } = new URL(url);
  if (!/^(?:https?|ssh|git):$/.test(protocol) || host === '') return undefined;
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const names = segments.map(nameIn);
  if (names.some((name) => name === undefined)) return undefined;
  // The port of ssh says nothing about where the forge's pages are.
  return {
    host: (/^https?:$/.test(protocol) ? host : hostname).toLowerCase(),
    segments: names.flatMap((name) => name ?? []),
  };
}

/** What a segment of a path names; undefined where it could lead elsewhere. */
function nameIn(segment: string): string | undefined {
  try {
    const name = decodeURIComponent(segment);
    return /^[\p{L}\p{N}_~. -]+$/u.test(name) && !/^\.{1,2}$/.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

type FindPath = (segments: readonly string[]) => readonly string[] | undefined;

/** Where a forge's paths say which repository they are about. */
const paths: Readonly<Record<ForgeKind, FindPath>> = {
  github: ownerAndName,
  gitea: ownerAndName,
  bitbucket: ownerAndName,
  gitlab: (segments) => {
    const end = segments.indexOf('-');
    const path = end < 0 ? segments : segments.slice(0, end);
    return path.length >= 2 ? withoutGit(path) : undefined;
  },
  'bitbucket-server': (segments) => {
    const [first = '', second = '', third = '', fourth = ''] = segments;
    if (first === 'scm' && third !== '') return withoutGit([second, third]);
    if (first === 'projects' && third === 'repos' && fourth !== '') return withoutGit([second, fourth]);
    if (first === 'users' && third === 'repos' && fourth !== '') return withoutGit([`~${second}`, fourth]);
    return segments.length === 2 ? withoutGit([first, second]) : undefined;
  },
  'azure-devops': (segments) => {
    const at = segments.indexOf('_git');
    const path = segments.slice(0, at + 2);
    return (at === 1 || at === 2) && path.length === at + 2 ? withoutGit(path) : undefined;
  },
};

function ownerAndName([owner, name]: readonly string[]): readonly string[] | undefined {
  return owner === undefined || name === undefined ? undefined : withoutGit([owner, name]);
}

function withoutGit(path: readonly string[]): readonly string[] | undefined {
  const named = path.map((name, at) => (at === path.length - 1 ? name.replace(/\.git$/, '') : name));
  return named.includes('') ? undefined : named;
}
