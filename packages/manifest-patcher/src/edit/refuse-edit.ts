import type { CommentEdit, Edit, EditRefusal, EditRefusalCode, EntryEdit, VersionEdit } from './patch.ts';

export function isVersionEdit(edit: Edit): edit is VersionEdit {
  return 'to' in edit;
}

export function isCommentEdit(edit: Edit): edit is CommentEdit {
  return 'comment' in edit;
}

export function isEntryEdit(edit: Edit): edit is EntryEdit {
  return 'at' in edit;
}

/** The id of what an edit is about. */
export function editedId(edit: Edit): string {
  if (isEntryEdit(edit)) return edit.at;
  return typeof edit.field === 'string' ? edit.field : edit.field.id;
}

export function refuseEdit(edit: Edit, code: EditRefusalCode, reason: string): EditRefusal {
  return { field: editedId(edit), code, reason };
}

export function refuseMissing(edit: Edit): EditRefusal {
  return refuseEdit(edit, 'not-found', 'There is no such place in the file. Read it again.');
}

export function refuseUnproved(edit: Edit): EditRefusal {
  const reason = 'Parsed again, the file would differ in more than was meant, so this was not changed.';
  return refuseEdit(edit, 'not-proved', reason);
}
