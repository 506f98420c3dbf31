import type { FileFacts, ImageField } from '@deployment-automator/manifest-patcher';
import type { Binding, BindingOptions } from '../../binding.ts';
import type { Dialect } from '../../dialect.ts';
import type { BindingProblem } from '../../problem.ts';
import { openRulesFile } from '../../rules-file/open-rules-file.ts';
import type { Claim, Claims } from './claim.ts';
import { mergeClaims } from './merge-claims.ts';
import { readAnnotation } from './read-annotation.ts';
import { readComment } from './read-comment.ts';
import { claimByRules, ruleProblems } from './rules/apply-rules.ts';
import { readRule } from './rules/read-rule.ts';

/**
 * Our own dialect: `automator/<option>[.<name>]` annotations, `# automator:` comments and the rules of
 * `.automator.yaml`. For each option by itself a comment beats a named annotation, which beats a plain one, which beats
 * the last rule that matches. What cannot be read leaves the fields that it governs alone (it fails closed).
 */
export const automatorDialect: Dialect = {
  name: 'automator',
  wantedKinds: [],
  claims: (facts) => {
    const rules = (openRulesFile(facts).sections.rules ?? []).map(readRule);
    const bindings: Binding[] = [];
    const problems: BindingProblem[] = [...ruleProblems(rules, facts)];
    const wishes = new Map<string, BindingOptions>();
    for (const file of facts) {
      if (rules.length === 0 && file.notes.length === 0) continue;
      const noted = readNotes(file);
      problems.push(...noted.problems);
      const blocked = new Set(noted.problems.flatMap((problem) => problem.fields));
      const byField = groupByField(noted.claims);
      for (const field of [...file.fields, ...(file.openFields ?? [])]) {
        if (blocked.has(field.id)) continue;
        const asked = byField.get(field.id) ?? [];
        const claims = [...claimByRules(rules, field, imageOf(field, asked)), ...asked];
        if (claims.length === 0) continue;
        const merged = mergeClaims(field, claims, asked.length > 0);
        if ('binding' in merged) bindings.push(merged.binding);
        else if ('problem' in merged) problems.push(merged.problem);
        else wishes.set(field.id, merged.wish);
      }
    }
    return { bindings, problems, wishes };
  },
};

function readNotes(file: FileFacts): Claims {
  const read = file.notes.flatMap((note) =>
    note.source === 'comment'
      ? readComment(note, file)
      : note.source === 'annotation'
        ? readAnnotation(note, file)
        : [],
  );
  return {
    claims: read.flatMap(({ claims }) => claims).toSorted((a, b) => a.strength - b.strength),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function groupByField(claims: readonly Claim[]): ReadonlyMap<string, readonly Claim[]> {
  const byField = new Map<string, Claim[]>();
  for (const claim of claims) {
    const known = byField.get(claim.field);
    if (known === undefined) byField.set(claim.field, [claim]);
    else known.push(claim);
  }
  return byField;
}

function imageOf(field: ImageField, claims: readonly Claim[]): ImageField['image'] {
  return field.image ?? claims.findLast(({ said }) => said.image !== undefined)?.said.image;
}
