import type { Node } from 'yaml';
import type { ImageField } from '../facts.ts';
import { type FieldContext, imageField } from '../image-field.ts';
import { documentKind } from '../kinds/document-kind.ts';
import type { Findings, FoundSlot } from '../kinds/found-image.ts';
import { imageReaders } from '../kinds/image-readers.ts';
import { resourceReader } from '../kinds/resource.ts';
import { resourcesIn } from '../kinds/resources-in.ts';
import { Cursor } from '../tree/cursor.ts';
import { parseDocument } from '../tree/parse-document.ts';
import { type Survey, surveyTree } from '../tree/survey-tree.ts';
import type { Comment } from '../tree/tokenize.ts';
import { innerPointer, innerYaml, mayHoldYaml } from './inner-yaml.ts';

/** Where in a string a field stands. */
export interface InnerPlace {
  /** The string. */
  readonly at: Cursor;
  /** Whether its offsets are those of the file, so that it can be edited. */
  readonly inPlace: boolean;
  /** The number of the document in the string, from 0. */
  readonly document: number;
  readonly comments: readonly Comment[];
}

export interface InnerField {
  readonly field: ImageField;
  readonly slots: readonly FoundSlot[];
  readonly inner: InnerPlace;
}

/**
 * The images in a string that holds YAML: a chart's values, a manifest in a ConfigMap, the configuration of a function.
 * A text that is no YAML after all says nothing, and is no problem either. YAML in YAML in YAML is not looked at.
 *
 * @param outer the context of the string's own document
 */
export function readInner(at: Cursor, outer: FieldContext): readonly InnerField[] {
  if (!mayHoldYaml(at.string ?? '')) return [];
  const { text, segments, inPlace } = innerYaml(at);
  return segments.flatMap((segment) => {
    const tree = parseDocument(text, segment);
    if ('code' in tree || tree.root === undefined) return [];
    const found: InnerField[] = [];
    const taken = new Set<Node>();
    const inner = { at, inPlace, document: segment.index, comments: tree.comments };
    const survey = surveyTree(tree.root);
    const context = innerContext(outer, inner, survey);
    const findings: Findings = {
      image: (image) => {
        // One scalar belongs to one field: two edits of it would meet.
        if (image.slots.some((slot) => taken.has(slot.at.node))) return;
        for (const slot of image.slots) taken.add(slot.at.node);
        found.push({ field: imageField(image, context), slots: image.slots, inner });
      },
      notFollowed: () => {},
      inner: () => {},
      text: (part) => context.follow(part).scalar,
    };
    readImages(Cursor.root(tree.root, text, survey), findings);
    return found;
  });
}

function readImages(root: Cursor, findings: Findings): void {
  const kind = documentKind('', root);
  if (kind === 'resource') {
    for (const resource of resourcesIn(root)) resourceReader(resource.kind)(resource.at, findings);
  } else imageReaders[kind](root, findings);
}

function innerContext(outer: FieldContext, inner: InnerPlace, { targets, aliased }: Survey): FieldContext {
  const { at: string, inPlace, document } = inner;
  const refusal = outer.refusal ?? outerRefusal(inner, outer);
  const pointerOf = (at: Cursor): string => innerPointer(document, at.pointer);
  return {
    ...(outer.owner === undefined ? {} : { owner: outer.owner }),
    ...(refusal === undefined ? {} : { refusal }),
    follow: (at) => at.follow(targets),
    isAliased: (at) => aliased.has(at.node),
    place: (at) => outer.place(string, pointerOf(at), inPlace ? at.span.start : undefined),
    span: (at) => (inPlace ? at.span : outer.span(string)),
    id: (at) => outer.id(string, pointerOf(at)),
  };
}

/** What keeps the string itself from being edited. */
function outerRefusal({ at, inPlace }: InnerPlace, outer: FieldContext): FieldContext['refusal'] {
  if (at.someAbove((above) => above.repeated)) return 'duplicate-key';
  if (at.someAbove((above) => outer.isAliased(above))) return 'aliased';
  if (at.node.tag !== undefined && at.node.tag !== 'tag:yaml.org,2002:str') return 'tagged';
  return inPlace ? undefined : 'inner-string';
}
