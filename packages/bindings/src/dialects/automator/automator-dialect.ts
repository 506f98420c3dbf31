import type { FileFacts, ImageField } from '@deployment-automator/manifest-patcher';
import type { Binding, BindingTable } from '../../binding.ts';
import type { Dialect } from '../../dialect.ts';
import type { BindingProblem } from '../../problem.ts';
import type { Claim, Claims } from './claim.ts';
import type { Said } from './options.ts';
import { readAnnotation } from './read-annotation.ts';
import { readComment } from './read-comment.ts';

/**
 * Our own dialect: `automator/<option>[.<name>]` annotations and `# automator:` comments.
 * For each option by itself a comment beats a named annotation, which beats a plain one.
 * What cannot be read leaves the fields that it governs alone (it fails closed).
 */
export const automatorDialect: Dialect = {
  name: 'automator',
  wantedKinds: [],
  claims: (facts) => {
    const tables = facts.filter((file) => file.notes.length > 0).map(readFileClaims);
    return {
      bindings: tables.flatMap((table) => table.bindings),
      problems: tables.flatMap((table) => table.problems),
    };
  },
};

function readFileClaims(file: FileFacts): BindingTable {
  const read: Claims[] = file.notes.map((note) =>
    note.source === 'comment'
      ? readComment(note, file)
      : note.source === 'annotation'
        ? readAnnotation(note, file)
        : none,
  );
  const problems = read.flatMap((claims) => claims.problems);
  const blocked = new Set(problems.flatMap((problem) => problem.fields));
  const claimsByField = new Map<string, Claim[]>();
  for (const claim of read.flatMap((claims) => claims.claims)) {
    const known = claimsByField.get(claim.field);
    if (known === undefined) claimsByField.set(claim.field, [claim]);
    else known.push(claim);
  }
  const bindings: Binding[] = [];
  for (const field of file.fields) {
    const claims = claimsByField.get(field.id);
    if (claims === undefined || blocked.has(field.id)) continue;
    const result = merge(field, claims);
    if ('code' in result) problems.push(result);
    else bindings.push(result);
  }
  return { bindings, problems };
}

const none: Claims = { claims: [], problems: [] };

function merge(field: ImageField, claims: readonly Claim[]): Binding | BindingProblem {
  const weakestFirst = claims.toSorted((a, b) => a.strength - b.strength);
  const said: Said = Object.assign({}, ...weakestFirst.map((claim) => claim.said));
  const writtenAt = (weakestFirst.findLast((claim) => claim.said.policy !== undefined) ?? weakestFirst[0])
    ?.place;
  const { policy, held, holdReason, ...options } = said;
  const place = writtenAt ?? field.place;
  const fault = (code: BindingProblem['code'], message: string): BindingProblem => ({
    code,
    message,
    place,
    fields: [field.id],
  });
  if (policy === undefined) {
    return fault(
      'no-policy',
      'options are written here but no tag policy; add one, such as automator/tag: semver:^1.0',
    );
  }
  if (field.refusal !== undefined) {
    return fault('not-editable', `the image field here cannot be updated: ${field.refusal.reason}`);
  }
  const hold = holdReason === undefined ? {} : { reason: holdReason };
  return {
    field,
    policy,
    options: held === true ? { ...options, hold } : options,
    dialect: 'automator',
    writtenAt: place,
    sources: [],
  };
}
