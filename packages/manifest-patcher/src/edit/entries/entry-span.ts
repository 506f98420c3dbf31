import { isMap, isNode, isPair, isSeq, type Node, type Pair } from 'yaml';
import type { Span } from '../../facts.ts';
import { nodeSpan } from '../../tree/cursor.ts';

/** A member of a collection: an entry of a mapping, an item of a sequence. */
export type Member = Node | Pair;

/** The members of a collection, in their order. */
export function membersOf(node: Node): readonly Member[] {
  if (isMap(node)) return node.items;
  return isSeq(node) ? node.items.filter((item): item is Node => isNode(item)) : [];
}

/** From the first character of a member's key or value to the last one of its value, comments behind it left out. */
export function memberSpan(member: Member): Span {
  const first = isPair(member) && isNode(member.key) ? member.key : member;
  return { start: isNode(first) ? nodeSpan(first).start : 0, end: contentEnd(member) };
}

/** Where the text of a member ends. The range of a block collection itself goes on to the next token. */
function contentEnd(member: Member): number {
  let last: unknown = member;
  for (;;) {
    if (isPair(last)) {
      last = isNode(last.value) ? last.value : last.key;
    } else if ((isMap(last) || isSeq(last)) && last.flow !== true && last.items.length > 0) {
      last = last.items.at(-1);
    } else {
      return isNode(last) ? nodeSpan(last).end : 0;
    }
  }
}
