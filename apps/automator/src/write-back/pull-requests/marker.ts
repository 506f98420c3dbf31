import type { ForgeKind } from '@deployment-automator/forge-clients';
import { targetsHash } from './target.ts';

/** What a pull request of ours says of itself, hidden in its body. Its identity, never its title. */
export interface Marker {
  /** Whose it is: `proposerHash`. */
  readonly proposer: string;
  /** The keys of its targets. */
  readonly targets: readonly string[];
  /** The newest comments that were answered. */
  readonly seen: Seen;
  /** It was said that the branch is somebody else's now. */
  readonly handedOver: boolean;
  /** We closed it. */
  readonly closed: boolean;
}

/** How far comments were read. */
export interface Seen {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The comments of that very moment: letters, digits, `-` and `_`. */
  readonly ids: readonly string[];
}

/** Where HTML is shown as text, a link that nothing refers to is what nobody sees. */
const withoutHtml: readonly ForgeKind[] = ['bitbucket', 'bitbucket-server'];

const word = 'automator:v1';

export function printMarker(marker: Marker, kind: ForgeKind): string {
  const { proposer, targets, seen, handedOver, closed } = marker;
  const facts = [
    `by=${proposer}`,
    `hash=${targetsHash(targets)}`,
    `seen=${[seen.at, ...seen.ids].join('.')}`,
    ...(handedOver ? ['handed-over'] : []),
    ...(closed ? ['closed'] : []),
    `targets=${targets.toSorted().join('')}`,
  ];
  const text = `${word} ${facts.join(' ')}`;
  return withoutHtml.includes(kind) ? `[//]: # (${text})` : `<!-- ${text} -->`;
}

/** The last one counts: ours stands at the end, below everything that others wrote. */
export function readMarker(body: string): Marker | undefined {
  const found = [...body.matchAll(/automator:v1 (by=[^\n<>()]*)/g)].at(-1)?.[1];
  if (found === undefined) return undefined;
  const facts = new Map(
    found
      .trim()
      .split(' ')
      .map((fact) => {
        const [name = '', value = ''] = fact.split('=');
        return [name, value] as const;
      }),
  );
  const targets = facts.get('targets')?.match(/[0-9a-f]{10}/g) ?? [];
  const [at = '0', ...ids] = (facts.get('seen') ?? '0').split('.');
  const isWhole = facts.get('hash') === targetsHash(targets);
  const proposer = facts.get('by');
  if (proposer === undefined || !isWhole) return undefined;
  return {
    proposer,
    targets,
    seen: { at: Number(at) || 0, ids },
    handedOver: facts.has('handed-over'),
    closed: facts.has('closed'),
  };
}

/** A body whose marker is another one. What people wrote in it stays. */
export function withMarker(body: string, marker: Marker, kind: ForgeKind): string {
  const own = /\s*(?:<!-- automator:v1 [^\n]*? -->|\[\/\/\]: # \(automator:v1 [^\n]*?\))\s*$/;
  return `${body.replace(own, '').trimEnd()}\n\n${printMarker(marker, kind)}`;
}
