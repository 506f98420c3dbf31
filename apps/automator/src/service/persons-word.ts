import type { Config } from '../config/index.ts';
import { AutomatorError, automatorErrorCodes } from '../errors/automator-error.ts';
import { freezeEdits, unfreezeEdits, type Word } from '../holds/index.ts';
import type { ReportedError } from '../reconcile/index.ts';
import type { OnProgress } from '../telemetry/index.ts';
import { writeRulesFile } from '../write-back/index.ts';
import type { ManagedRepo } from './managed-repo.ts';
import { type WithReposOptions, withRepos } from './with-repos.ts';
import { findById, holdInRepo, messageOf, noField, releaseInRepo } from './write-word.ts';

/** Which config repo is meant, by name. Default: for a field the one that has it, for a freeze all of them. */
export interface WordOptions {
  readonly config: Config;
  readonly configRepo?: string | undefined;
  readonly word: Word;
  readonly onProgress?: OnProgress | undefined;
}

/** Holds a field, by its id. @returns the commit that says so */
export function holdField(id: string, options: WordOptions): Promise<string> {
  return onField(id, options, ({ repo }) => holdInRepo(repo, [id], options.word));
}

/** Lifts what is written on a field to hold it, and what holds it by its history. @returns the commit that says so */
export function releaseField(id: string, options: WordOptions): Promise<string> {
  return onField(id, options, ({ repo }) => releaseInRepo(repo, [id], options.word));
}

/** What was committed where. */
export interface Frozen {
  readonly configRepo: string;
  readonly commit: string;
}

/** Freezes config repos, or takes every freeze of theirs away. @returns one commit for each */
export function freezeRepos(options: WordOptions, isFrozen: boolean): Promise<readonly Frozen[]> {
  return withRepos(readingOf(options), async ({ repos, errors }) => {
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
  return withRepos(readingOf(options), async ({ repos, errors }) => {
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

function readingOf(options: WordOptions): WithReposOptions {
  return { config: only(options), onProgress: options.onProgress };
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
