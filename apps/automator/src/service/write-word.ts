import { printVersion } from '@deployment-automator/image-reference';
import type { EntryEdit, FileFacts, ImageField } from '@deployment-automator/manifest-patcher';
import type { ConfigRepo, Snapshot } from '../config-repo/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import {
  fieldKey,
  holdEdits,
  isHeldHere,
  type NamedField,
  releaseEdits,
  versionOf,
  type Word,
} from '../holds/index.ts';
import { writeRulesFile } from '../write-back/index.ts';

/** One commit that holds these fields. */
export function holdInRepo(repo: ConfigRepo, ids: readonly string[], word: Word): Promise<string> {
  return writeRulesFile(
    repo,
    {
      message: messageOf(`Hold ${ids.join(', ')}`, word),
      editsOf: async (snapshot, rules) =>
        ids.flatMap((id) => holdEdits(rules, named(fieldIn(snapshot, id, repo.name), snapshot), word)),
    },
    Math.random,
  );
}

/** One commit that releases these fields. */
export function releaseInRepo(repo: ConfigRepo, ids: readonly string[], word: Word): Promise<string> {
  return writeRulesFile(
    repo,
    {
      message: messageOf(`Release ${ids.join(', ')}`, word),
      editsOf: async (snapshot, rules) => {
        const edits = await Promise.all(ids.map((id) => editsToRelease(repo, snapshot, rules, id, word)));
        return edits.flat();
      },
    },
    Math.random,
  );
}

async function editsToRelease(
  repo: ConfigRepo,
  snapshot: Snapshot,
  rules: FileFacts | undefined,
  id: string,
  word: Word,
): Promise<readonly EntryEdit[]> {
  const field = fieldIn(snapshot, id, repo.name);
  refuseHeldElsewhere(snapshot, named(field, snapshot), rules);
  const facts = snapshot.files.get(field.place.file)?.facts;
  const histories =
    facts === undefined ? undefined : await repo.histories(snapshot, [{ field, facts, whole: false }]);
  const [newest] = histories?.get(id)?.values ?? [];
  const lifted = { commit: newest?.commit, version: printVersion(versionOf(field) ?? {}) };
  return releaseEdits(rules, named(field, snapshot), lifted, word);
}

/** A hold beside the image, or in a rule, can only be taken away there. */
function refuseHeldElsewhere(snapshot: Snapshot, asked: NamedField, rules: FileFacts | undefined): void {
  const { id } = asked;
  const binding = snapshot.table.bindings.find(({ field }) => field.id === id);
  if (binding?.options.hold === undefined || isHeldHere(rules, asked)) return;
  const { file, line } = binding.writtenAt;
  throw new AutomatorError('edit-refused', `${id} is held where its policy is written`, {
    where: `${file}:${line}`,
    next: 'take the option "hold" away there',
  });
}

/** The field of that id, in any file of a snapshot. */
export function findById(snapshot: Snapshot, id: string): ImageField | undefined {
  for (const { facts } of snapshot.files.values()) {
    const found = [...facts.fields, ...(facts.openFields ?? [])].find((field) => field.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fieldIn(snapshot: Snapshot, id: string, repo: string): ImageField {
  const field = findById(snapshot, id);
  if (field === undefined) throw noField(id, repo);
  return field;
}

export function noField(id: string, where: string): AutomatorError {
  return new AutomatorError('field-missing', `there is no image field ${id} in ${where}`, {
    where: id,
    next: 'take its id from automator scan --json, or from automator plan --json',
  });
}

function named(field: ImageField, { files }: Snapshot): NamedField {
  const facts = files.get(field.place.file)?.facts;
  return { id: field.id, field: fieldKey(field, facts ?? { resources: [] }) };
}

/** The message of a commit that says a person's word. */
export function messageOf(subject: string, { reason, until, by }: Word): string {
  const said = [
    ...(reason === undefined ? [] : [reason]),
    ...(until === undefined ? [] : [`Until ${until}.`]),
    ...(by === undefined ? [] : [`Asked for by ${by}.`]),
  ];
  return said.length === 0 ? `${subject}\n` : `${subject}\n\n${said.join('\n')}\n`;
}
