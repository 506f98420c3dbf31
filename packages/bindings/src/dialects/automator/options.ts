import { type ImageReference, tryParseImageReference } from '@deployment-automator/image-reference';
import type { BindingOptions, WriteBack } from '../../binding.ts';
import { parseDuration } from '../../parse-duration.ts';
import type { BindingProblemCode } from '../../problem.ts';
import { tryPolicy } from '../../try-policy.ts';

/** Everything one place can say: the policy's parts and the options, each where it was written. */
export interface Said extends Omit<BindingOptions, 'hold'> {
  readonly tag?: string;
  readonly filters?: readonly string[];
  readonly suffix?: string;
  readonly held?: boolean;
  readonly holdReason?: string;
  /** The image that a comment names, without a version. */
  readonly image?: ImageReference;
}

export interface OptionFault {
  readonly code: BindingProblemCode;
  readonly message: string;
}

type Read = (value: string) => Said | OptionFault;

const writeBacks: readonly WriteBack[] = ['observe', 'pull-request', 'commit'];

/** One row an option: how its text is read. The parts of a policy are tried alone, so that each fault has its place. */
const readers: Readonly<Record<string, Read>> = {
  tag: (tag) => tried([tag]) ?? { tag },
  filter: readFilters,
  suffix: (suffix) => tried(['semver:*', [], suffix]) ?? { suffix },
  'write-back': (value) => {
    const writeBack = writeBacks.find((known) => known === value);
    return writeBack === undefined ? bad('write-back', value, writeBacks.join(', ')) : { writeBack };
  },
  group: (value) =>
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(value)
      ? { group: value }
      : bad('group', value, 'a name of up to 63 letters, digits, dots, dashes and underscores'),
  'min-age': (value) => {
    const minAge = parseDuration(value);
    return minAge === undefined ? bad('min-age', value, 'a time such as 30m, 24h or 7d') : { minAge };
  },
  'on-revert': (value) =>
    value === 'hold' || value === 'skip-version'
      ? { onRevert: value }
      : bad('on-revert', value, 'hold or skip-version'),
  'allow-down': (value) => yesOrNo('allow-down', value, (allowDown) => ({ allowDown })),
  hold: (value) => yesOrNo('hold', value, (held) => ({ held })),
  'hold-reason': (value) => ({ holdReason: value }),
};

/** The options of our dialect, as they are named after `automator/`, in comments and in rules. */
export const optionNames: readonly string[] = Object.keys(readers);

/** Reads one option; an unknown name and a value that cannot be read are faults, never ignored. */
export function readOption(name: string, value: string): Said | OptionFault {
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader !== undefined) return reader(value);
  return {
    code: 'unknown-key',
    message: `there is no option "${name}"; known are ${optionNames.join(', ')}`,
  };
}

/** Reads `image=` of a comment: an image's name. */
export function readImageOption(value: string): Said | OptionFault {
  const image = tryParseImageReference(value);
  return image === undefined || image.tag !== undefined || image.digest !== undefined
    ? bad('image', value, "an image's name without a tag, such as ghcr.io/acme/web")
    : { image };
}

export function isFault(result: Said | OptionFault): result is OptionFault {
  return 'code' in result;
}

export function isSaid(result: Said | OptionFault): result is Said {
  return !isFault(result);
}

/** One filter a line. */
function readFilters(value: string): Said | OptionFault {
  const filters = value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (filters.length === 0)
    return { code: 'bad-filter', message: 'the filter is empty; write it or remove it' };
  for (const filter of filters) {
    const fault = tried(['alphabetical', [filter]]);
    if (fault !== undefined) return fault;
  }
  return { filters };
}

function tried(policy: Parameters<typeof tryPolicy>): OptionFault | undefined {
  const result = tryPolicy(...policy);
  return 'message' in result ? result : undefined;
}

function yesOrNo(name: string, value: string, said: (yes: boolean) => Said): Said | OptionFault {
  if (value === 'true' || value === 'false') return said(value === 'true');
  return bad(name, value, '"true" or "false"');
}

function bad(name: string, value: string, wanted: string): OptionFault {
  return { code: 'bad-value', message: `${name} is ${JSON.stringify(value)}; write ${wanted}` };
}
