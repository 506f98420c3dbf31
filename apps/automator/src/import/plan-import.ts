import {
  type Binding,
  type BindingProblem,
  inOurDialect,
  printAnnotations,
  printComment,
  type SaidOption,
  type Source,
} from '@deployment-automator/bindings';
import { type Edit, type FileFacts, type ImageField, idBelow } from '@deployment-automator/manifest-patcher';

/** One binding that is said in our dialect now. */
export interface Imported {
  readonly binding: Binding;
  /** What was written. */
  readonly from: string;
  /** What stands there instead. */
  readonly to: string;
}

/** A binding that stays as it is. */
export interface NotImported {
  readonly id: string;
  readonly code: string;
  readonly reason: string;
}

/** What an import does, by file. */
export interface ImportPlan {
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly imported: readonly Imported[];
  readonly refused: readonly NotImported[];
}

/** Where one binding is written anew. */
type Target =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'annotations'; readonly entries: Readonly<Record<string, string>> };

/**
 * Says what to write so that every binding is said in our dialect. What was written as an annotation on the resource
 * that holds the image stays one; everything else becomes a comment on the image. What has moved is taken away, except
 * where something beside it could not move; objects such as an `ImagePolicy` stay.
 */
export function planImport(
  facts: readonly FileFacts[],
  bindings: readonly Binding[],
  problems: readonly BindingProblem[],
): ImportPlan {
  const open = new Set(facts.flatMap(({ openFields = [] }) => openFields.map(({ id }) => id)));
  const owned = groupByOwner(facts);
  const edits = new Map<string, Edit[]>();
  const imported: Imported[] = [];
  const refused: NotImported[] = [];
  const add = (file: string, edit: Edit): void => {
    edits.set(file, [...(edits.get(file) ?? []), edit]);
  };

  for (const binding of bindings) {
    const { field } = binding;
    const { options, lost } = inOurDialect(binding);
    const target = lost.length > 0 ? undefined : targetOf(binding, options, owned, open.has(field.id));
    if (target === undefined) {
      const reason = lost[0] ?? 'neither a comment nor an annotation can say it here';
      refused.push({ id: field.id, code: 'no-equivalent', reason: `our dialect cannot say that ${reason}` });
      continue;
    }
    if (target.kind === 'comment') add(field.place.file, { field: field.id, comment: target.text });
    else {
      for (const [key, entry] of Object.entries(target.entries)) {
        add(field.place.file, { at: idBelow(field.owner ?? '', 'metadata', 'annotations', key), entry });
      }
    }
    imported.push({ binding, from: sourceText(binding), to: targetText(target) });
  }
  for (const source of movable(bindings, imported, problems))
    add(source.place.file, { at: source.id, entry: null });
  return { edits, imported, refused };
}

function targetOf(
  { field, sources }: Binding,
  options: readonly SaidOption[],
  owned: ReadonlyMap<string, readonly ImageField[]>,
  isOpen: boolean,
): Target | undefined {
  const { owner } = field;
  const here = sources.filter(({ kind }) => kind === 'annotation' || kind === 'label');
  const onOwner =
    owner !== undefined && here.length > 0 && here.every(({ id }) => id.startsWith(`${owner}/metadata/`));
  if (onOwner) {
    const neighbours = owned.get(owner) ?? [];
    if (neighbours.length === 1) return { kind: 'annotations', entries: printAnnotations(options) };
    const { name } = field;
    if (name !== undefined && neighbours.filter((other) => other.name === name).length === 1) {
      return { kind: 'annotations', entries: printAnnotations(options, name) };
    }
  }
  const text = printComment(options, isOpen ? field.image : undefined);
  return text === undefined ? undefined : { kind: 'comment', text };
}

/** The annotations and labels that nothing needs any more. */
function movable(
  bindings: readonly Binding[],
  imported: readonly Imported[],
  problems: readonly BindingProblem[],
): readonly Source[] {
  const moved = new Set(imported.map(({ binding }) => binding));
  const troubled = new Set(problems.map(({ place }) => `${place.file}#${place.document}`));
  const needed = new Set(
    bindings.filter((one) => !moved.has(one)).flatMap(({ sources }) => sources.map(({ id }) => id)),
  );
  const byId = new Map<string, Source>();
  for (const source of imported.flatMap(({ binding }) => binding.sources)) {
    const isEntry = source.kind === 'annotation' || source.kind === 'label';
    if (isEntry && !needed.has(source.id) && !troubled.has(`${source.place.file}#${source.place.document}`)) {
      byId.set(source.id, source);
    }
  }
  return [...byId.values()];
}

function groupByOwner(facts: readonly FileFacts[]): ReadonlyMap<string, readonly ImageField[]> {
  const owned = new Map<string, ImageField[]>();
  for (const field of facts.flatMap(({ fields }) => fields)) {
    if (field.owner !== undefined) owned.set(field.owner, [...(owned.get(field.owner) ?? []), field]);
  }
  return owned;
}

function sourceText({ sources }: Binding): string {
  return [...new Set(sources.filter(({ kind }) => kind !== 'resource').map(({ text }) => text))].join(', ');
}

function targetText(target: Target): string {
  if (target.kind === 'comment') return `# ${target.text}`;
  return Object.entries(target.entries)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(', ');
}
