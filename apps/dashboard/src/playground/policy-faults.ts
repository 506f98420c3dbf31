import { parsePolicy, type TagPolicy, TagPolicyError } from '@deployment-automator/tag-policy';
import { type Place, placeInFilter, placeInPolicy } from './fault-place.ts';
import { filterLines, type Inputs } from './inputs.ts';

/** What is wrong with a policy, a filter or the suffix, and where. */
export interface PolicyFault {
  readonly input: 'policy' | 'filters' | 'suffix';
  readonly code: TagPolicyError['code'];
  readonly message: string;
  /** The text that is wrong: of the filters, the one. */
  readonly text: string;
  readonly place?: Place;
}

/** The policy that was entered, or everything that is wrong with it. */
export type ReadPolicy = { readonly policy: TagPolicy } | { readonly faults: readonly PolicyFault[] };

/** Reads what was entered, as the service does. */
export function readPolicy({ policy: text, filters: lines, suffix }: Inputs): ReadPolicy {
  const filters = filterLines(lines);
  const rule = suffix === '' ? {} : { suffix };
  const parsed = attempt(() => parsePolicy(text, { filters, ...rule }));
  if (!(parsed instanceof TagPolicyError)) return { policy: parsed };

  // The reader stops at the first fault. Each part is read by itself, so that all of them can be shown.
  const plain = attempt(() => parsePolicy(text));
  const faults = [
    ...(plain instanceof TagPolicyError ? [faultIn('policy', plain, placeInPolicy(plain))] : []),
    ...filters.flatMap((filter) => {
      const read = attempt(() => parsePolicy(anyTag, { filters: [filter] }));
      return read instanceof TagPolicyError ? [faultIn('filters', read, placeInFilter(read))] : [];
    }),
  ];
  if (plain instanceof TagPolicyError) return { faults };
  const suffixed = attempt(() => parsePolicy(text, rule));
  if (suffixed instanceof TagPolicyError) faults.push(faultIn('suffix', suffixed));
  // What only several filters together do wrong, such as a second group "key".
  if (faults.length === 0) faults.push(faultIn('filters', parsed, placeInFilter(parsed)));
  return { faults };
}

const anyTag = 'alphabetical';

function faultIn(
  input: PolicyFault['input'],
  { code, message, text }: TagPolicyError,
  place?: Place,
): PolicyFault {
  return { input, code, message, text, ...(place !== undefined && { place }) };
}

function attempt(read: () => TagPolicy): TagPolicy | TagPolicyError {
  try {
    return read();
  } catch (error) {
    if (error instanceof TagPolicyError) return error;
    throw error;
  }
}
