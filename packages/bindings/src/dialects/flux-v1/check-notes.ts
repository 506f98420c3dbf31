import type { Note } from '@deployment-automator/manifest-patcher';
import type { BindingProblemCode } from '../../problem.ts';
import { isStray, mappedImages } from './mapping-notes.ts';

interface NoteFault {
  readonly note: Note;
  readonly code: BindingProblemCode;
  readonly message: string;
}

const yesOrNo: readonly string[] = ['true', 'false'];

/** What each policy may say; undefined for any text. */
const policies: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ['automated', yesOrNo],
  ['locked', yesOrNo],
  ['ignore', [...yesOrNo, 'sync_only']],
  ['locked_msg', undefined],
  ['locked_user', undefined],
  // Of a running resource, written by Flux itself.
  ['sync-checksum', undefined],
]);

/**
 * What is wrong with the annotations themselves. Flux v1 takes any text but `true` for no and skips a key that it does
 * not know; a lock with a typing error would then lock nothing, so both are faults here.
 */
export function checkNotes(notes: readonly Note[]): readonly NoteFault[] {
  const unread = notes.flatMap((note): readonly NoteFault[] => {
    const fault = (code: BindingProblemCode, message: string) => [{ note, code, message }];
    if (note.notText) return fault('bad-value', 'an annotation must be text; write the value in quotes');
    const policy = /^(?:fluxcd\.io|flux\.weave\.works)\/(.*)$/s.exec(note.key)?.[1];
    if (policy === undefined || policy.startsWith('tag.')) return [];
    if (!policies.has(policy)) return fault('unknown-key', unknownKey(policy));
    const allowed = policies.get(policy);
    if (allowed === undefined || allowed.includes(note.value)) return [];
    return fault('bad-value', `"${note.value}" is not read; write ${quoted(allowed)}`);
  });
  const strays = mappedImages(notes)
    .filter(isStray)
    .map((note): NoteFault => {
      const name = note.key.slice(note.key.indexOf('/') + 1);
      return {
        note,
        code: 'bad-value',
        message: `add repository.fluxcd.io/${name}, without which it means nothing`,
      };
    });
  return [...unread, ...strays];
}

function unknownKey(policy: string): string {
  const known = [...policies.keys()].slice(0, -1).join(', ');
  return `Flux v1 has no policy "${policy}"; known are ${known} and tag.<container>`;
}

function quoted(allowed: readonly string[]): string {
  return allowed.map((value) => `"${value}"`).join(' or ');
}
