import type { TagPolicy } from '@deployment-automator/tag-policy';
import { toRange } from '../../masterminds/to-range.ts';
import { type PolicyFault, tryPolicy } from '../../try-policy.ts';

/** Flux v1 never takes `latest`, in any case of letters, unless it is asked for by name. */
const anyButLatest = '!regex:(?i)^latest$';

/**
 * A tag pattern of Flux v1 in our words: `semver:` orders by version, everything else by the time when the image was
 * built. No pattern is any tag. Where Flux v1 lets an invalid pattern match everything, it is a fault here.
 */
export function readPattern(pattern: string | undefined): TagPolicy | PolicyFault {
  if (pattern === undefined) return newestBuilt(anyButLatest);
  const [, kind = 'glob', text = ''] = /^(?:(glob|semver|regexp|regex):)?(.*)$/s.exec(pattern) ?? [];
  if (kind === 'semver') return readSemver(text);
  if (kind !== 'glob') return newestBuilt(`regex:${withoutKey(text)}`, anyButLatest);
  if (!/^[\w.*-]+$/.test(text)) {
    const message = `no tag can match "${pattern}": write letters, digits, ".", "-", "_", and * for any text`;
    return { code: 'bad-filter', message };
  }
  if (text === '*') return newestBuilt(anyButLatest);
  return text === 'latest' ? newestBuilt('glob:latest') : newestBuilt(`glob:${text}`, anyButLatest);
}

function newestBuilt(...filters: readonly string[]): TagPolicy | PolicyFault {
  return tryPolicy('newest:built', filters);
}

/** A group of this name has a meaning in our filters that it has not in those of Flux v1. */
function withoutKey(regex: string): string {
  return regex.replace(/\(\?P?<key>/g, '(');
}

function readSemver(constraint: string): TagPolicy | PolicyFault {
  const read = toRange(constraint);
  if ('problem' in read) return { code: 'bad-policy', message: read.problem };
  return tryPolicy(`semver-loose:${read.range}`);
}
