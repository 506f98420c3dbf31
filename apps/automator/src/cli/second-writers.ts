import { type Binding, bind, type DialectName, dialectNames } from '@deployment-automator/bindings';
import type { Body, FileFacts, Json, Place, Resource } from '@deployment-automator/manifest-patcher';
import type { Finding } from './validate.ts';

/**
 * Other tools that would write the fields that we write: a Flux ImageUpdateAutomation that is not suspended, and what
 * is written for a tool whose dialect is not listed. Two writers undo each other's work.
 *
 * @param facts with the bodies of ImageUpdateAutomations
 */
export function secondWriters(
  facts: readonly FileFacts[],
  bindings: readonly Binding[],
  dialects: readonly DialectName[],
): readonly Finding[] {
  const bound = new Set(bindings.map(({ field }) => field.id));
  const unlisted = dialectNames.filter((name) => !dialects.includes(name));
  return [
    ...facts.flatMap(({ resources }) =>
      resources.flatMap((resource) => automationFinding(resource, bindings)),
    ),
    ...unlisted.flatMap((name) =>
      bind(facts, [name])
        .bindings.filter(({ field }) => bound.has(field.id))
        .map((other) =>
          finding(
            other.writtenAt,
            `${name} governs ${other.field.id} too; remove this, or list the dialect and remove ours`,
          ),
        ),
    ),
  ];
}

function automationFinding(resource: Resource, bindings: readonly Binding[]): readonly Finding[] {
  const { kind, name, place, body } = resource;
  if (kind !== 'ImageUpdateAutomation' || body === undefined) return [];
  if (at(body, 'spec', 'suspend') === true) return [];
  const path = at(body, 'spec', 'update', 'path');
  const folder = typeof path === 'string' ? path.replace(/^(?:\.?\/)+|^\.$/, '').replace(/\/+$/, '') : '';
  const covered = bindings.filter(({ field }) => folder === '' || field.place.file.startsWith(`${folder}/`));
  if (covered.length === 0) return [];
  const message = `the ImageUpdateAutomation ${name} also writes there, where ${covered.length} bound fields are; set spec.suspend: true or remove it`;
  return [finding(place, message)];
}

function finding({ file, line, column }: Place, message: string): Finding {
  return { file, line, column, code: 'second-writer', message };
}

function at({ value }: Body, ...keys: readonly string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const key of keys) {
    if (typeof here !== 'object' || here === null || Array.isArray(here)) return undefined;
    here = Object.entries(here).find(([name]) => name === key)?.[1];
  }
  return here;
}
