import type { SandboxRequest } from '@deployment-automator/sandbox';

/** What the requests of a registry's log were for. */
export interface Spent {
  readonly lists: number;
  readonly heads: number;
  readonly tokens: number;
  /** Refused, so that the registry tells where tokens are. */
  readonly challenges: number;
  readonly other: number;
}

export function spentOn(requests: readonly SandboxRequest[]): Spent {
  const isChallenge = ({ status }: SandboxRequest): boolean => status === 401;
  const isToken = ({ path }: SandboxRequest): boolean => path.startsWith('/token');
  const work = requests.filter((request) => !isChallenge(request) && !isToken(request));
  const lists = work.filter(({ path }) => path.includes('/tags/list')).length;
  const heads = work.filter(({ method }) => method === 'HEAD').length;
  return {
    lists,
    heads,
    tokens: requests.filter(isToken).length,
    challenges: requests.filter(isChallenge).length,
    other: work.length - lists - heads,
  };
}
