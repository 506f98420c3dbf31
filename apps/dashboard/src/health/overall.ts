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
  const { faults, registries, configRepos, forges, queue } = health;
  const problems = problemsInFiles(configRepos, faults).length;
  const parts = [
    count(configRepos.length, 'config repo'),
    count(registries.length, 'registry', 'registries'),
    ...(forges.length === 0 ? [] : [count(forges.length, 'forge')]),
  ];
  const looks = queue.waiting + queue.running;
  const work = looks === 0 ? 'no look waits' : `${count(looks, 'look')} in the queue`;
  const detail = `${listWords(parts)}; ${work}.`;
  const frozen = frozenSentence(configRepos);
  const inFiles = problems === 0 ? '' : `${count(problems, 'problem')} in files of the config repos`;
  if (faults.length > 0) {
    const also = inFiles === '' ? '' : `, and ${inFiles}`;
    const needs = faults.length + problems === 1 ? 'needs' : 'need';
    return {
      isWell: false,
      sentence: `${count(faults.length, 'fault')}${also} ${needs} somebody.${frozen}`,
      detail,
    };
  }
  if (inFiles !== '') {
    const needs = problems === 1 ? 'needs' : 'need';
    return {
      isWell: false,
      sentence: `Everything answers; ${inFiles} ${needs} somebody.${frozen}`,
      detail,
    };
  }
  return { isWell: true, sentence: `Everything works.${frozen}`, detail };
}

/** What the files say wrongly, but for what stands among the faults already. */
export function problemsInFiles(
  configRepos: readonly ConfigRepo[],
  faults: readonly Fault[],
): readonly Fault[] {
  const said = new Set(faults.map(keyOf));
  return configRepos.flatMap(({ problems }) => problems.filter((problem) => !said.has(keyOf(problem))));
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
export function count(many: number, one: string, more = `${one}s`): string {
  return `${many} ${many === 1 ? one : more}`;
}

function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
