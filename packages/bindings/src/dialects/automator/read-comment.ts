import type { FileFacts, Note } from '@deployment-automator/manifest-patcher';
import type { BindingProblem } from '../../problem.ts';
import { type Claims, strength } from './claim.ts';
import { isFault, isSaid, readOption } from './options.ts';
import { parseComment } from './parse-comment.ts';

/** Reads `# automator: <policy> [name=value]...` on an image field's scalar. */
export function readComment(note: Note, file: FileFacts): Claims {
  if (note.key !== 'automator') return { claims: [], problems: [] };
  const field = file.fields.find(({ id }) => id === note.on);
  const problem = (code: BindingProblem['code'], message: string): BindingProblem => ({
    code,
    message: `# automator: ${message}`,
    place: note.place,
    fields: field === undefined ? [] : [field.id],
  });
  if (field === undefined) {
    const message = 'no image field is on this line; put the comment behind the image';
    return { claims: [], problems: [problem('no-image-field', message)] };
  }
  const { policy, options } = parseComment(note.value);
  const parts = policy === '' ? options : [{ name: 'tag', value: policy }, ...options];
  const read = parts.map(({ name, value }) => readOption(name, value));
  return {
    claims: read
      .filter(isSaid)
      .map((said) => ({ field: field.id, strength: strength.comment, said, place: note.place })),
    problems: read.filter(isFault).map((fault) => problem(fault.code, fault.message)),
  };
}
