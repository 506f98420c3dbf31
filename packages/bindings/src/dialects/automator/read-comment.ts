import type { FileFacts, Note } from '@deployment-automator/manifest-patcher';
import type { BindingProblem } from '../../problem.ts';
import { type Claims, strength } from './claim.ts';
import { isFault, isSaid, readImageOption, readOption, type Said } from './options.ts';
import { parseComment } from './parse-comment.ts';

/** Reads `# automator: <policy> [name=value]...` on the scalar of an image field, or of a version with `image=`. */
export function readComment(note: Note, file: FileFacts): Claims {
  if (note.key !== 'automator') return { claims: [], problems: [] };
  const field = [...file.fields, ...(file.openFields ?? [])].find(({ id }) => id === note.on);
  const problem = (code: BindingProblem['code'], message: string): BindingProblem => ({
    code,
    message: `# automator: ${message}`,
    place: note.place,
    fields: field === undefined ? [] : [field.id],
  });
  if (field === undefined) {
    const message =
      'no image field is on this line; put the comment behind the image, or name it with image=<image>';
    return { claims: [], problems: [problem('no-image-field', message)] };
  }
  const { policy, options } = parseComment(note.value);
  const parts = policy === '' ? options : [{ name: 'tag', value: policy }, ...options];
  const read = parts.map(({ name, value }) =>
    name === 'image' ? readImageOption(value) : readOption(name, value),
  );
  const problems = read.filter(isFault).map((fault) => problem(fault.code, fault.message));
  const names = parts.map(({ name }) => name).filter((name) => name !== 'filter');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) problems.push(problem('bad-value', `${twice} is written twice; keep one`));

  const said = read.filter(isSaid);
  const filters = said.flatMap((one) => one.filters ?? []);
  const together: Said = Object.assign({}, ...said, filters.length > 0 ? { filters } : {});
  const source = {
    kind: 'comment',
    id: field.id,
    place: note.place,
    text: `automator: ${note.value}`,
  } as const;
  const claim = { field: field.id, strength: strength.comment, said: together, place: note.place, source };
  return { claims: [claim], problems };
}
