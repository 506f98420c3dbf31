import { parsePolicy, type TagPolicy, TagPolicyError } from '@deployment-automator/tag-policy';
import { toRange } from '../../masterminds/to-range.ts';
import type { BindingProblemCode } from '../../problem.ts';
import { type Spot, textOf, wordsOf } from '../../resource-body/spot.ts';
import { globRegex, isPlainGlob } from './glob.ts';
import type { Fault, ImageSettings } from './settings.ts';

/** The rule of one image in our words. */
export interface ImagePolicy {
  readonly policy: TagPolicy;
  /** Only where the strategy looks at what an image is built for. */
  readonly platforms?: readonly string[];
}

type Said = { readonly text: string; readonly looksInside: boolean };
type Refusal = readonly [BindingProblemCode, string];

/** One row a strategy, under each of its names: what it comes to, given the text after the image's name. */
const strategies: Readonly<Record<string, (constraint: string | undefined) => Said | Refusal>> = {
  semver: (constraint) => {
    const range = toRange(constraint ?? '*');
    if ('problem' in range) return ['bad-policy', range.problem];
    return { text: `semver-loose:${range.range}`, looksInside: false };
  },
  'newest-build': () => newestBuild,
  latest: () => newestBuild,
  alphabetical: () => alphabetical,
  name: () => alphabetical,
  digest: (constraint) => {
    if (constraint === undefined)
      return ['no-policy', 'the digest strategy needs a tag to follow; write image:tag'];
    return { text: `digest:${constraint}`, looksInside: true };
  },
};

const newestBuild: Said = { text: 'newest:built', looksInside: true };
const alphabetical: Said = { text: 'alphabetical', looksInside: false };

/** What the settings of an image come to, or why nothing. An invalid pattern is a fault, as it matches nothing there. */
export function imagePolicy(settings: ImageSettings, constraint: string | undefined): ImagePolicy | Fault {
  const { alias, updateStrategy, writtenAt } = settings;
  const fault = ([code, message]: Refusal, at: Spot): Fault => ({
    code,
    message: `${alias}: ${message}`,
    at,
    alias,
  });
  const name = updateStrategy === undefined ? 'semver' : (textOf(updateStrategy) ?? '').trim();
  const strategy = Object.hasOwn(strategies, name) ? strategies[name] : undefined;
  if (strategy === undefined) {
    const known = 'semver, newest-build, alphabetical or digest';
    return fault(
      ['bad-value', `there is no strategy ${JSON.stringify(name)}; write ${known}`],
      updateStrategy ?? writtenAt,
    );
  }
  const said = strategy(constraint);
  if (!('text' in said)) return fault(said, writtenAt);

  const allowed = allowFilter(settings.allowTags);
  if (typeof allowed !== 'string' && allowed !== undefined)
    return fault(allowed, settings.allowTags ?? writtenAt);
  const ignored = settings.ignoreTags === undefined ? [] : wordsOf(settings.ignoreTags).map(ignoreFilter);
  const refused = ignored.find((filter) => typeof filter !== 'string');
  if (refused !== undefined) return fault(refused, settings.ignoreTags ?? writtenAt);
  const filters = [allowed, ...ignored].filter((filter) => typeof filter === 'string');

  try {
    const policy = parsePolicy(said.text, { filters });
    const platforms = settings.platforms === undefined ? [] : wordsOf(settings.platforms);
    return said.looksInside && platforms.length > 0 ? { policy, platforms } : { policy };
  } catch (error) {
    if (!(error instanceof TagPolicyError)) throw error;
    const code = error.code === 'bad-filter' ? 'bad-filter' : 'bad-policy';
    return fault([code, error.message], settings.allowTags ?? settings.ignoreTags ?? writtenAt);
  }
}

/** `any`, or `regexp:` and an expression in which our group `key` has no meaning of its own. */
function allowFilter(allowTags: Spot | undefined): string | Refusal | undefined {
  const text = allowTags === undefined ? 'any' : (textOf(allowTags) ?? '').trim();
  if (text === '' || text === 'any') return undefined;
  if (!text.startsWith('regexp:')) {
    return [
      'bad-filter',
      `allow-tags is ${JSON.stringify(text)} and allows nothing; write any or regexp:<expression>`,
    ];
  }
  return `regex:${text.slice('regexp:'.length).replace(/\(\?P?<key>/g, '(')}`;
}

function ignoreFilter(glob: string): string | Refusal {
  if (isPlainGlob(glob)) return `!glob:${glob}`;
  const regex = globRegex(glob);
  if (regex === undefined)
    return ['bad-filter', `ignore-tags has ${JSON.stringify(glob)}, which is no pattern; correct it`];
  return `!regex:${regex}`;
}
