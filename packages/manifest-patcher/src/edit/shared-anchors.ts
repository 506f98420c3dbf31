import { isAlias, isScalar, type Node } from 'yaml';
import type { FieldRefusal, Json } from '../facts.ts';
import type { FoundSlot } from '../kinds/found-image.ts';
import type { LocatedField } from '../read-document.ts';
import { Cursor } from '../tree/cursor.ts';
import type { Survey } from '../tree/survey-tree.ts';
import type { PlannedEdit } from './planned-edit.ts';
import type { ParsedText } from './prove-edits.ts';

/** A field some of whose values are shared by anchor and alias, as if they stood at the anchor alone. */
export interface SharedField {
  readonly followed: LocatedField;
  /** Why it cannot be edited by itself. */
  readonly refusal: FieldRefusal;
}

/** The field with its aliases followed to their anchors; undefined where that is not all that keeps it from edits. */
export function followToAnchors(
  { field, slots, ...rest }: LocatedField,
  anchors: ReadonlyMap<Node, Cursor>,
  { targets, aliased }: Survey,
): SharedField | undefined {
  const { refusal, ...free } = field;
  if (refusal === undefined) return undefined;
  const followed: FoundSlot[] = [];
  for (const slot of slots) {
    const target = isAlias(slot.at.node) ? targets.get(slot.at.node) : slot.at.node;
    const at = target === slot.at.node ? slot.at : target && anchors.get(target);
    if (at === undefined || !standsAlone(at, aliased) || !standsAlone(slot.at, aliased)) return undefined;
    if (!isScalar(at.node) || !['', ...stringTags].includes(at.node.tag ?? '')) return undefined;
    followed.push({ ...slot, at });
  }
  return { followed: { ...rest, field: free, slots: followed }, refusal };
}

const stringTags: readonly string[] = ['!', 'tag:yaml.org,2002:str'];

/**
 * The edits of shared values which not all users of the value share, and why each is refused.
 *
 * Refusing one can leave others alone, so this goes on until nothing changes.
 */
export function movedAlone(
  shared: ReadonlyMap<PlannedEdit, SharedField>,
  fields: ReadonlyMap<string, LocatedField>,
  survey: Survey,
): ReadonlyMap<PlannedEdit, FieldRefusal> {
  const users = usersOf(fields, survey);
  const alone = new Map<PlannedEdit, FieldRefusal>();
  for (let before = -1; before < alone.size; ) {
    before = alone.size;
    const moved = new Map<Node, Json>();
    for (const { edit, user, value } of moves(shared.keys(), fields, survey)) {
      if (!alone.has(edit)) moved.set(user, value);
    }
    const agreed = new Map<Node, Json | undefined>();
    for (const [node, [first, ...others]] of users) {
      const value = first && moved.get(first);
      agreed.set(node, others.every((user) => moved.get(user) === value) ? value : undefined);
    }
    for (const [edit, { refusal }] of shared) {
      const together = [...(edit.intended.values ?? [])].every(
        ([node, value]) => !survey.aliased.has(node) || agreed.get(node) === value,
      );
      if (!together) alone.set(edit, refusal);
    }
  }
  return alone;
}

/** All that stands for a value: its aliases, and the anchor itself where that is in an image field. */
function usersOf(fields: ReadonlyMap<string, LocatedField>, { targets }: Survey): ReadonlyMap<Node, Node[]> {
  const users = new Map<Node, Node[]>();
  for (const [alias, target] of targets) {
    const known = users.get(target);
    if (known === undefined) users.set(target, [alias]);
    else known.push(alias);
  }
  for (const { slots } of fields.values()) {
    for (const { at } of slots) users.get(at.node)?.push(at.node);
  }
  return users;
}

/** Each node of an edited field through which a value moves, and to what. */
function* moves(
  edits: Iterable<PlannedEdit>,
  fields: ReadonlyMap<string, LocatedField>,
  { targets }: Survey,
): Generator<{ readonly edit: PlannedEdit; readonly user: Node; readonly value: Json }> {
  for (const edit of edits) {
    for (const { at } of fields.get(edit.change.field)?.slots ?? []) {
      const target = isAlias(at.node) ? targets.get(at.node) : at.node;
      const value = target && edit.intended.values?.get(target);
      if (value !== undefined) yield { edit, user: at.node, value };
    }
  }
}

/** Nothing that contains the value is an alias or is stood for by one. */
function standsAlone(at: Cursor, aliased: ReadonlySet<Node>): boolean {
  return !at.parent?.someAbove((above) => above.isAlias || aliased.has(above.node));
}

/** Where the values stand that aliases stand for. */
export function anchorsIn(
  { text, tree: { root } }: ParsedText,
  { aliased }: Survey,
): ReadonlyMap<Node, Cursor> {
  const found = new Map<Node, Cursor>();
  const pending = root === undefined ? [] : [Cursor.root(root, text)];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (aliased.has(at.node)) found.set(at.node, at);
    for (const child of at.children()) pending.push(child);
  }
  return found;
}
