import type { ConfigRepo, Fault, Health } from '@deployment-automator/api-schema';

/** How everything is, in two sentences. */
export interface Overall {
  readonly isWell: boolean;
  /** What matters most. */
  readonly sentence: string;
  /** What else there is to know. */
  readonly detail: string;
}

/** Says how everything is. */
export function sayOverall(health: Health): Overall {
  const { registries, configRepos, forges, queue } = health;
  const faults = faultsOutsideFiles(health).length;
  const inFiles = configRepos.reduce((sum, { problems }) => sum + problems.length, 0);
  const parts = [
    count(configRepos.length, 'config repo'),
    count(registries.length, 'registry', 'registries'),
    ...(forges.length === 0 ? [] : [count(forges.length, 'forge')]),
  ];
  const looks = queue.waiting + queue.running;
  const work = looks === 0 ? 'no look waits' : `${count(looks, 'look')} in the queue`;
  return {
    isWell: faults + inFiles === 0,
    sentence: `${need(faults, inFiles)}${frozenSentence(configRepos)}`,
    detail: `${listWords(parts)}; ${work}.`,
  };
}

function need(faults: number, inFiles: number): string {
  const problems = `${count(inFiles, 'problem')} in files of the config repos`;
  const verb = faults + inFiles === 1 ? 'needs' : 'need';
  if (faults > 0 && inFiles > 0) return `${count(faults, 'fault')} and ${problems} ${verb} somebody.`;
  if (faults > 0) return `${count(faults, 'fault')} ${verb} somebody.`;
  if (inFiles > 0) return `Everything answers; ${problems} ${verb} somebody.`;
  return 'Everything works.';
}

/** What is wrong, but for what the files of a config repo say wrongly: that is shown with the config repo. */
export function faultsOutsideFiles({
  faults,
  configRepos,
}: Pick<Health, 'faults' | 'configRepos'>): readonly Fault[] {
  const inFiles = new Set(
    configRepos.flatMap(({ name, problems }) =>
      problems.map((problem) => keyOf({ ...problem, where: `${name}: ${problem.where}` })),
    ),
  );
  return faults.filter((fault) => !inFiles.has(keyOf(fault)));
}

function keyOf({ where, code, message }: Fault): string {
  return JSON.stringify([where, code, message]);
}

function frozenSentence(configRepos: readonly ConfigRepo[]): string {
  const frozen = configRepos.filter((repo) => repo.frozen !== null).map(({ name }) => name);
  if (frozen.length === 0) return '';
  return ` Nothing is written to ${listWords(frozen)}: frozen.`;
}

/** `1 fault`, `2 faults`. */
function count(many: number, one: string, more = `${one}s`): string {
  return `${many} ${many === 1 ? one : more}`;
}

function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
