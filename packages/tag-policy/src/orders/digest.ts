import type { OrderKind, Refusal, TextOrder } from '../order.ts';
import { TagPolicyError } from '../tag-policy-error.ts';

/** `digest:<tag>`: this one tag, and whatever digest it has now. */
export const digestKind: OrderKind = {
  name: 'digest',
  forms: ['digest:<tag>'],
  read: ({ argument = '', policy }) => {
    if (tagForm.test(argument)) return digestOrder(argument);
    const problem = `${JSON.stringify(argument)} is not a tag; write for example digest:latest`;
    throw new TagPolicyError('bad-tag', policy, problem);
  },
};

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const tagForm = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

function digestOrder(tag: string): TextOrder<string> {
  const other: Refusal = { code: 'other-tag', why: (candidate) => `${candidate} is not the tag ${tag}` };
  return {
    by: 'text',
    ranksAll: false,
    read: (text) => (text === tag ? { key: text } : { refusal: other }),
    compare: () => 0,
  };
}
