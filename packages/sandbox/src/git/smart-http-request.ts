import { repositoryName } from './repository-name.ts';

/** The two services of Git's smart HTTP protocol: reading (fetch, clone) and writing (push). */
export type GitService = 'upload-pack' | 'receive-pack';

/** A request of Git's smart HTTP protocol. */
export interface SmartHttpRequest {
  /** Canonical name, without `.git`. */
  readonly repository: string;
  readonly service: GitService;
  /** The first request of a fetch or push asks which refs there are; the second one does the work. */
  readonly step: 'advertise' | 'serve';
}

/** Why a request is none: the HTTP status and the text to answer with. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** Reads method and raw request target. Source: Git's documentation, gitprotocol-http(5). */
export function readSmartHttpRequest(method: string, target: string): SmartHttpRequest | Refusal {
  // The raw path: a URL parser would fold `..` away before anybody could refuse it.
  const [rawPath = '', query = ''] = target.split('?', 2);
  const path = decode(rawPath);
  if (path === undefined) return { status: 400, message: 'the path is not valid percent-encoding' };
  const [, name, action] = /^\/(.+)\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(path) ?? [];
  const repository = name === undefined ? undefined : repositoryName(name);
  if (repository === undefined) return { status: 404, message: 'no such repository' };

  const advertise = action === 'info/refs';
  const allowed = advertise ? ['GET', 'HEAD'] : ['POST'];
  if (!allowed.includes(method)) return { status: 405, message: `use ${allowed.join(' or ')}` };
  const service = gitService(advertise ? new URLSearchParams(query).get('service') : action);
  if (service === undefined) return { status: 403, message: 'only the smart protocol is served' };
  return { repository, service, step: advertise ? 'advertise' : 'serve' };
}

function gitService(name: string | null | undefined): GitService | undefined {
  if (name === 'git-upload-pack') return 'upload-pack';
  if (name === 'git-receive-pack') return 'receive-pack';
  return undefined;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
