import { parsePolicy, type TagPolicy, TagPolicyError } from '@deployment-automator/tag-policy';
import type { BindingOptions, WriteBack } from '../../binding.ts';
import type { BindingProblemCode } from '../../problem.ts';

/** Everything one place can say: the policy and the options, each where it was written. */
export interface Said extends Omit<BindingOptions, 'hold'> {
  readonly policy?: TagPolicy;
  readonly held?: boolean;
  readonly holdReason?: string;
}

export interface OptionFault {
  readonly code: BindingProblemCode;
  readonly message: string;
}

type Read = (value: string) => Said | OptionFault;

const writeBacks: readonly WriteBack[] = ['observe', 'pull-request', 'commit'];

/** One row an option: how its text is read. */
const readers: Readonly<Record<string, Read>> = {
  tag: (value) => {
    try {
      return { policy: parsePolicy(value) };
    } catch (error) {
      if (error instanceof TagPolicyError) return { code: 'bad-policy', message: error.message };
      throw error;
    }
  },
  'write-back': (value) => {
    const writeBack = writeBacks.find((known) => known === value);
    return writeBack === undefined ? bad('write-back', value, writeBacks.join(', ')) : { writeBack };
  },
  group: (value) =>
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(value)
      ? { group: value }
      : bad('group', value, 'a name of up to 63 letters, digits, dots, dashes and underscores'),
  'allow-down': (value) => yesOrNo('allow-down', value, (allowDown) => ({ allowDown })),
  hold: (value) => yesOrNo('hold', value, (held) => ({ held })),
  'hold-reason': (value) => ({ holdReason: value }),
  filter: () => unsupported('filter'),
  'min-age': () => unsupported('min-age'),
  'on-revert': (value) => (value === 'hold' ? {} : unsupported('on-revert')),
};

/** The options of our dialect, as they are named after `automator/` and in comments. */
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

export function isFault(result: Said | OptionFault): result is OptionFault {
  return 'code' in result;
}

export function isSaid(result: Said | OptionFault): result is Said {
  return !isFault(result);
}

function yesOrNo(name: string, value: string, said: (yes: boolean) => Said): Said | OptionFault {
  if (value === 'true' || value === 'false') return said(value === 'true');
  return bad(name, value, '"true" or "false"');
}

function bad(name: string, value: string, wanted: string): OptionFault {
  return { code: 'bad-value', message: `${name} is "${value}"; write ${wanted}` };
}

function unsupported(name: string): OptionFault {
  return {
    code: 'unsupported-option',
    message: `this version does not know how to obey "${name}", so it leaves the field alone; remove the option to have it updated`,
  };
}
