import type { Edit, EditRefusal, EditRefusalCode } from './patch.ts';

/** The id of what an edit is about. */
export function editedId(edit: Edit): string {
  if ('at' in edit) return edit.at;
  return typeof edit.field === 'string' ? edit.field : edit.field.id;
}

export function refuseEdit(edit: Edit, code: EditRefusalCode, reason: string): EditRefusal {
  return { field: editedId(edit), code, reason };
}
