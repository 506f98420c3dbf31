import type { ImageReference } from '@deployment-automator/image-reference';

/** Where something stands in a file. */
export interface Place {
  /** The path as it was given to the reader, relative to the config repo, with `/`. */
  readonly file: string;
  /** The document's number in the file, from 0. */
  readonly document: number;
  /** RFC 6901 JSON pointer inside the document; empty for the document itself. */
  readonly pointer: string;
  /** Pointer inside YAML that is held in a string, or a marker's ordinal in a text file. */
  readonly inner?: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in code points; a byte order mark is not counted. */
  readonly column: number;
}

/** Byte offsets into the file, `end` not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type SlotRole = 'reference' | 'registry' | 'repository' | 'tag' | 'digest';

/** One scalar that holds an image reference or a part of one. */
export interface Slot {
  readonly role: SlotRole;
  /** The scalar's source text, with its quotes, without anchor and tag. */
  readonly span: Span;
  /** The decoded value; the source text where the value is no scalar (a template). */
  readonly text: string;
}

/** Why a field that was found cannot be edited. */
export type FieldRefusalCode =
  | 'alias'
  | 'aliased'
  | 'block-scalar'
  | 'duplicate-key'
  | 'inner-string'
  | 'not-a-reference'
  | 'sealed'
  | 'tagged'
  | 'template';

export interface FieldRefusal {
  readonly code: FieldRefusalCode;
  /** For a person: what is the matter, and what to do. */
  readonly reason: string;
}

/** A place in a file that holds an image reference, whole or split over several scalars. */
export interface ImageField {
  /** `<file>#<document><pointer>[!<inner>]`, percent-encoded where it must be. */
  readonly id: string;
  /** The first character of the scalar that an update would change: the whole reference, else the tag, else the digest. */
  readonly place: Place;
  readonly slots: readonly Slot[];
  /** Missing where the text is no image reference; `refusal` then says so. */
  readonly image?: ImageReference;
  /**
   * The container's name, the dotted path of a chart's value, or the last segment of a Kustomize image. With the
   * owner's kind, namespace and name it stays the same when lists are reordered.
   */
  readonly name?: string;
  /** The id of the resource that the field belongs to; missing where the file holds no resource. */
  readonly owner?: string;
  /** Present where the field was found but cannot be edited. */
  readonly refusal?: FieldRefusal;
}

/** Something written beside the manifests for a dialect to read. */
export interface Note {
  readonly source: 'annotation' | 'label' | 'comment';
  /** The annotation's or label's whole key; of a comment its mark: `automator`, or `$imagepolicy`. */
  readonly key: string;
  /**
   * Of an `$imagepolicy` comment what it names (`flux-system:podinfo:tag`); the whole comment, without its `#`, where
   * it is not the one JSON object that it must be.
   */
  readonly value: string;
  /** True where YAML reads the value as something other than a string: Kubernetes rejects such an annotation. */
  readonly notText?: true;
  /** The key of an annotation, the `#` of a comment. A comment that stands on no field has an empty pointer. */
  readonly place: Place;
  /**
   * An annotation's resource id, or the id of the one field, open fields included, that the comment marks; missing
   * where there is none. A comment marks what ends on its line; a Flux marker alone on its line the item right below it.
   */
  readonly on?: string;
  /** Which scalar of that field the comment stands on; missing where several of them end on its line. */
  readonly role?: SlotRole;
}

/** Plain data, as JSON can hold it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A Kubernetes object. Listed when it has a field or a note, or when its kind was asked for. */
export interface Resource {
  /** `<file>#<document><pointer>`. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  /** Empty where the manifest gives none (`generateName`). */
  readonly name: string;
  readonly place: Place;
  /** The whole object, for a kind that was asked for. */
  readonly body?: Body;
}

/** A YAML value as plain data, and where each part of it stands. */
export interface Body {
  readonly value: Json;
  /** The line of each key and item, from 1, by its JSON pointer inside `value`; that of `value` itself by `''`. */
  readonly lines: Readonly<Record<string, number>>;
}

export type ProblemCode =
  | 'body-too-large'
  | 'control-character'
  | 'duplicate-key'
  | 'not-followed'
  | 'parser-failed'
  | 'several-documents'
  | 'syntax'
  | 'template'
  | 'too-deep'
  | 'too-large'
  | 'unsupported-encoding';

/** What could not be read, and where. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** Missing where the whole file could not be read. */
  readonly document?: number;
}

/** All that one file says. Plain data: it survives JSON, so it can be cached by the file's content. */
export interface FileFacts {
  readonly path: string;
  readonly fields: readonly ImageField[];
  /**
   * Places that hold a version whose image is named elsewhere: a scalar that a dialect's comment marks, a parameter
   * of an Argo CD Application, a version in a values file. Each has one slot, and no `image` unless it is a whole
   * reference; a dialect that knows the image gives it. Edited like any field. Missing where there are none.
   */
  readonly openFields?: readonly ImageField[];
  /** The whole of a file that is asked for by its name: `.automator.yaml`. */
  readonly body?: Body;
  readonly notes: readonly Note[];
  readonly resources: readonly Resource[];
  readonly problems: readonly Problem[];
}
