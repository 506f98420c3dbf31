import { canonicalHost } from '../registry-host.ts';
import type { CredentialWish } from './credential.ts';

/** Which images a credential is for. */
export interface CredentialKey {
  /** Without its port; a label of it may be a glob. */
  readonly host: string;
  /** Empty for the default port. */
  readonly port: string;
  /** The beginning of a repository's path; empty for all. */
  readonly path: string;
}

/**
 * Reads `host[:port][/path]` as it stands in Docker's and Kubernetes' files, also with a scheme and with the `/v1/` or
 * `/v2/` of an API before the path. Undefined when there is no host in it.
 */
export function parseCredentialKey(text: string): CredentialKey | undefined {
  const bare = text.trim().replace(/^https?:\/\//i, '');
  const slash = bare.indexOf('/');
  const address = canonicalHost(slash === -1 ? bare : bare.slice(0, slash));
  const [, host = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(address) ?? [];
  if (host === '' || /[\s@#]/.test(host)) return undefined;
  const path = (slash === -1 ? '' : bare.slice(slash)).replace(/^\/v[12]\//, '/').replace(/^\/v[12]$/, '');
  return { host, port, path: path.replace(/^\/+|\/+$/g, '') };
}

/**
 * Says whether a key is for an image, as Kubernetes does: host label by label (`*` and `?` stay within one), the same
 * port, and the path as the beginning of the image's, not bound to whole segments.
 */
export function matchesKey(key: CredentialKey, { host, repository }: CredentialWish): boolean {
  const image = parseCredentialKey(host);
  if (image === undefined || image.port !== key.port || !repository.startsWith(key.path)) return false;
  const globs = key.host.split('.');
  const labels = image.host.split('.');
  return globs.length === labels.length && globs.every((glob, at) => matchesGlob(glob, labels[at] ?? ''));
}

/** Sorts the key that says more before the one that says less; no two different keys are equal. */
export function byPrecedence(one: CredentialKey, other: CredentialKey): number {
  const longer = other.path.length - one.path.length;
  const plainer = Number(isGlob(one.host)) - Number(isGlob(other.host));
  return longer || plainer || descending(one.host, other.host) || descending(one.path, other.path);
}

function isGlob(host: string): boolean {
  return /[*?]/.test(host);
}

function descending(one: string, other: string): number {
  return one === other ? 0 : one < other ? 1 : -1;
}

/** In time that grows with the product of the lengths, whatever the glob: backtracks to the last `*` only. */
function matchesGlob(glob: string, label: string): boolean {
  let at = 0;
  let from = 0;
  let star: { readonly glob: number; label: number } | undefined;
  while (from < label.length) {
    if (glob[at] === '*') {
      star = { glob: at, label: from };
      at += 1;
    } else if (at < glob.length && (glob[at] === '?' || glob[at] === label[from])) {
      at += 1;
      from += 1;
    } else if (star !== undefined) {
      star.label += 1;
      at = star.glob + 1;
      from = star.label;
    } else return false;
  }
  return /^\**$/.test(glob.slice(at));
}
