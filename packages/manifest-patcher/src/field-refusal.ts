import type { FieldRefusal, FieldRefusalCode } from './facts.ts';

/** A refusal with its reason in words. */
export function fieldRefusal(code: FieldRefusalCode): FieldRefusal {
  return { code, reason: reasons[code] };
}

const reasons: Readonly<Record<FieldRefusalCode, string>> = {
  alias: 'The value is a YAML alias. Change it at its anchor, or write the value here.',
  aliased:
    'YAML aliases elsewhere stand for this value and would change with it. Write the value in each place.',
  'block-scalar': 'The value is a block scalar (| or >). Write it on one line.',
  'duplicate-key':
    'A key above the value is written twice in one mapping, so which one counts is unclear. Remove one.',
  'inner-string':
    'The value stands in YAML inside a quoted or folded string. Write that string as a literal block (|).',
  'not-a-reference': 'The text is no image reference: empty, not a string, or badly written.',
  sealed: 'The file is sealed by SOPS: any change would break its MAC. Keep images in a file of their own.',
  tagged: 'The value has a YAML tag, so what it means is not in this file. Remove the tag.',
  template: 'The text is filled in later: a variable or a template. Change it where its value comes from.',
};
