import { printVersion } from '@deployment-automator/image-reference';
import type { FileFacts, ImageField } from '@deployment-automator/manifest-patcher';
import type { Config } from '../config/index.ts';
import type { Snapshot } from '../config-repo/index.ts';
import { AutomatorError, automatorErrorCodes } from '../errors/automator-error.ts';
import {
  fieldKey,
  freezeEdits,
  holdEdits,
  isHeldHere,
  type NamedField,
  releaseEdits,
  unfreezeEdits,
  versionOf,
  type Word,
} from '../holds/index.ts';
import type { ReportedError } from '../reconcile/index.ts';
import { writeRulesFile } from '../write-back/index.ts';
import type { ManagedRepo } from './managed-repo.ts';
import { withRepos } from './with-repos.ts';

/** Which config repo is meant, by name. Default: for a field the one that has it, for a freeze all of them. */
export interface WordOptions {
  readonly config: Config;
  readonly configRepo?: string | undefined;
  readonly word: Word;
}

/** Holds a field, by its id. @returns the commit that says so */
export function holdField(id: string, options: WordOptions): Promise<string> {
  return onField(id, options, ({ repo }) =>
    writeRulesFile(
      repo,
      {
        message: messageOf(`Hold ${id}`, options.word),
        editsOf: async (snapshot, rules) =>
          holdEdits(rules, named(fieldIn(snapshot, id, repo.name), snapshot), options.word),
      },
      Math.random,
    ),
  );
}

/** Lifts what is written on a field to hold it, and what holds it by its history. @returns the commit that says so */
export function releaseField(id: string, options: WordOptions): Promise<string> {
  return onField(id, options, ({ repo }) =>
    writeRulesFile(
      repo,
      {
        message: messageOf(`Release ${id}`, options.word),
        editsOf: async (snapshot, rules) => {
          const field = fieldIn(snapshot, id, repo.name);
          refuseHeldElsewhere(snapshot, id, rules);
          const facts = snapshot.files.get(field.place.file)?.facts;
          const histories =
            facts === undefined
              ? undefined
              : await repo.histories(snapshot, [{ field, facts, whole: false }]);
          const [newest] = histories?.get(id)?.values ?? [];
          const lifted = { commit: newest?.commit, version: printVersion(versionOf(field) ?? {}) };
          return releaseEdits(rules, named(field, snapshot), lifted, options.word);
        },
      },
      Math.random,
    ),
  );
}

/** What was committed where. */
export interface Frozen {
  readonly configRepo: string;
  readonly commit: string;
}

/** Freezes config repos, or takes every freeze of theirs away. @returns one commit for each */
export function freezeRepos(options: WordOptions, isFrozen: boolean): Promise<readonly Frozen[]> {
  return withRepos(only(options), undefined, async ({ repos, errors }) => {
    failFirst(errors);
    const frozen: Frozen[] = [];
    for (const { repo } of repos) {
      const change = {
        message: messageOf(isFrozen ? 'Freeze all updates' : 'Unfreeze', options.word),
        editsOf: async (...[, rules]: Parameters<Parameters<typeof writeRulesFile>[1]['editsOf']>) =>
          isFrozen ? freezeEdits(options.word) : unfreezeEdits(rules),
      };
      frozen.push({ configRepo: repo.name, commit: await writeRulesFile(repo, change, Math.random) });
    }
    return frozen;
  });
}

function onField<T>(
  id: string,
  options: WordOptions,
  work: (managed: ManagedRepo) => Promise<T>,
): Promise<T> {
  return withRepos(only(options), undefined, async ({ repos, errors }) => {
    const [managed, ...others] = repos.filter(({ repo }) => {
      const snapshot = repo.snapshot();
      return snapshot !== undefined && findById(snapshot, id) !== undefined;
    });
    if (managed === undefined) {
      failFirst(errors);
      throw noField(id, repos.map(({ repo }) => repo.name).join(', '));
    }
    if (others.length > 0) {
      throw new AutomatorError('bad-usage', `several config repos have a field ${id}`, {
        where: id,
        next: 'say which one is meant with --config-repo',
      });
    }
    return work(managed);
  });
}

/** A hold beside the image, or in a rule, can only be taken away there. */
function refuseHeldElsewhere(snapshot: Snapshot, id: string, rules: FileFacts | undefined): void {
  const binding = snapshot.table.bindings.find(({ field }) => field.id === id);
  if (binding?.options.hold === undefined || isHeldHere(rules, id)) return;
  const { file, line } = binding.writtenAt;
  throw new AutomatorError('edit-refused', `${id} is held where its policy is written`, {
    where: `${file}:${line}`,
    next: 'take the option "hold" away there',
  });
}

function only({ config, configRepo }: WordOptions): Config {
  if (configRepo === undefined) return config;
  const configRepos = config.configRepos.filter(({ name }) => name === configRepo);
  if (configRepos.length > 0) return { ...config, configRepos };
  throw new AutomatorError('bad-usage', `there is no config repo "${configRepo}" in the configuration`, {
    where: configRepo,
    next: `name one of ${config.configRepos.map(({ name }) => name).join(', ')}`,
  });
}

/** A config repo that cannot be read may be the one that is meant. */
function failFirst([error]: readonly ReportedError[]): void {
  if (error === undefined) return;
  const code = automatorErrorCodes.find((known) => known === error.code) ?? 'git-failed';
  throw new AutomatorError(code, error.message, error);
}

function findById(snapshot: Snapshot, id: string): ImageField | undefined {
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

function noField(id: string, where: string): AutomatorError {
  return new AutomatorError('field-missing', `there is no image field ${id} in ${where}`, {
    where: id,
    next: 'take its id from automator scan --json, or from automator plan --json',
  });
}

function named(field: ImageField, { files }: Snapshot): NamedField {
  const facts = files.get(field.place.file)?.facts;
  return { id: field.id, field: fieldKey(field, facts ?? { resources: [] }) };
}

function messageOf(subject: string, { reason, until, by }: Word): string {
  const said = [
    ...(reason === undefined ? [] : [reason]),
    ...(until === undefined ? [] : [`Until ${until}.`]),
    ...(by === undefined ? [] : [`Asked for by ${by}.`]),
  ];
  return said.length === 0 ? `${subject}\n` : `${subject}\n\n${said.join('\n')}\n`;
}
