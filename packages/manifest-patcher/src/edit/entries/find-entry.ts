import { isMap, isNode, isPair, isScalar, isSeq, type Node } from 'yaml';
import type { Cursor } from '../../tree/cursor.ts';
import { scalarText } from '../../tree/scalar-text.ts';
import type { EditRefusalCode } from '../patch.ts';
import { type Member, membersOf } from './entry-span.ts';

/** Where a path leads in a document. */
export interface FoundEntry {
  /** The collection of the member, or the deepest value on the way to it. */
  readonly at: Cursor;
  /** The steps from there. */
  readonly rest: readonly string[];
  readonly member?: Member;
}

/** Follow the steps of a pointer as far as they lead. */
export function findEntry(at: Cursor, steps: readonly string[]): FoundEntry {
  const [step = '', ...below] = steps;
  const member = memberOf(at, step);
  if (member === undefined) return { at, rest: steps };
  const next = at.children().find(({ node }) => node === memberValue(member));
  return below.length === 0 || next === undefined ? { at, rest: steps, member } : findEntry(next, below);
}

function memberOf({ node, text }: Cursor, step: string): Member | undefined {
  if (isMap(node)) return node.items.find(({ key }) => isScalar(key) && scalarText(key, text) === step);
  return isSeq(node) && /^(?:0|[1-9]\d*)$/.test(step) ? membersOf(node)[Number(step)] : undefined;
}

/** The value of an entry, the item itself in a sequence. */
export function memberValue(member: Member): Node | null {
  if (!isPair(member)) return member;
  return isNode(member.value) ? member.value : null;
}

/** Why an entry cannot be changed alone: aliases, or keys that are written twice, on the way to it. */
export function obstacleAt(
  { at, rest, member }: FoundEntry,
  aliased: ReadonlySet<Node>,
): readonly [EditRefusalCode, string] | undefined {
  const alias = 'A YAML alias stands on the way. Write the value here, or edit at its anchor.';
  if (at.isAlias) return ['alias', alias];
  if (member !== undefined && rest.length > 1)
    return ['not-found', 'A key on the way has no value of its own.'];
  if (at.someAbove(({ node }) => aliased.has(node)) || (member !== undefined && holdsAny(member, aliased))) {
    return ['aliased', 'YAML aliases elsewhere stand for this place and would change with it. Write it out.'];
  }
  const twice =
    at.someAbove(({ repeated }) => repeated) ||
    (isMap(at.node) &&
      at.node.items.filter(({ key }) => isScalar(key) && scalarText(key, at.text) === rest[0]).length > 1);
  return twice
    ? ['duplicate-key', 'A key on the way is written twice in one mapping. Remove one.']
    : undefined;
}

/** Whether a member contains one of these nodes. */
function holdsAny(member: unknown, nodes: ReadonlySet<Node>): boolean {
  if (nodes.size === 0) return false;
  if (isPair(member)) return holdsAny(member.key, nodes) || holdsAny(member.value, nodes);
  if (!isNode(member)) return false;
  return nodes.has(member) || membersOf(member).some((inner) => holdsAny(inner, nodes));
}
