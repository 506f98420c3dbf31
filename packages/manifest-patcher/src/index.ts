export { edit } from './edit/edit.ts';
export type {
  Change,
  CommentEdit,
  Edit,
  EditRefusal,
  EditRefusalCode,
  EntryEdit,
  Patch,
  VersionEdit,
} from './edit/patch.ts';
export { applySplices, type Splice } from './edit/splice.ts';
export type {
  Body,
  FieldRefusal,
  FieldRefusalCode,
  FileFacts,
  ImageField,
  Json,
  Note,
  Place,
  Problem,
  ProblemCode,
  Resource,
  Slot,
  SlotRole,
  Span,
} from './facts.ts';
export { type FieldId, idBelow, parseFieldId, printFieldId } from './field-id.ts';
export { ManifestPatcherError, type ManifestPatcherErrorCode } from './manifest-patcher-error.ts';
export { readerVersion, readFile } from './read-file.ts';
export { isReadable, isRulesFile, mayHaveMarks } from './source/is-readable.ts';
