import { type FileFacts, type Note, printFieldId } from '@deployment-automator/manifest-patcher';
import type { BindingProblemCode } from '../../problem.ts';
import { type Claims, strength } from './claim.ts';
import { isFault, readOption } from './options.ts';

const prefix = 'automator/';

/** Reads `automator/<option>` and `automator/<option>.<name>` on a resource. */
export function readAnnotation(note: Note, file: FileFacts): Claims {
  if (!note.key.startsWith(prefix)) return { claims: [], problems: [] };
  const [, option = '', name] = /^([^.]*)(?:\.(.*))?$/s.exec(note.key.slice(prefix.length)) ?? [];
  const owned = file.fields.filter((field) => field.owner === note.on);
  const governed = name === undefined ? owned : owned.filter((field) => field.name === name);
  const problem = (code: BindingProblemCode, message: string, fields: typeof owned): Claims => ({
    claims: [],
    problems: [
      { code, message: `${note.key}: ${message}`, place: note.place, fields: fields.map(({ id }) => id) },
    ],
  });

  const said = readOption(option, note.value);
  // An option that is not known or not named rightly may be a hold with a typing error: nothing of the resource moves.
  if (isFault(said)) return problem(said.code, said.message, governed.length > 0 ? governed : owned);
  if (owned.length === 0) {
    return problem('no-image-field', 'this resource has no image field; write it where the image is', []);
  }
  if (governed.length === 0) {
    const names = owned.flatMap((field) => field.name ?? []).join(', ');
    const message = `there is no container or image "${name}" here; there are ${names}`;
    return problem('unknown-container', message, option === 'tag' ? [] : owned);
  }
  const source = {
    kind: 'annotation',
    id: printFieldId(note.place),
    place: note.place,
    text: `${note.key}: ${JSON.stringify(note.value)}`,
  } as const;
  return {
    claims: governed.map((field) => ({
      field: field.id,
      strength: name === undefined ? strength.plainAnnotation : strength.namedAnnotation,
      said,
      place: note.place,
      source,
    })),
    problems: [],
  };
}
