import { type BindingTable, bind, wantedKinds } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import type { ConfigRepoConfig } from '../config/index.ts';
import { type GitRemote, openShallow, type ShallowCopy } from '../config-repo/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import { reportProblems } from '../reconcile/index.ts';
import { gitCredentials } from '../service/index.ts';
import { type Finding, failure, failureOf, ok, warning } from './finding.ts';

/** What is known of a config repo after the look at it. */
export interface SeenRepo {
  readonly findings: readonly Finding[];
  readonly table: Pick<BindingTable, 'bindings'>;
}

/** Whether a config repo can be read, may be written, and binds something. Writes nothing there. */
export async function checkConfigRepo(config: ConfigRepoConfig, signal: AbortSignal): Promise<SeenRepo> {
  const { name, url, branch, caFile } = config;
  const check = `config repo ${name}`;
  const remote: GitRemote = { name, url, branch, caFile, credentials: gitCredentials(config, Date.now) };
  let copy: ShallowCopy;
  try {
    copy = await openShallow(remote, signal);
  } catch (error) {
    return { findings: [failureOf(check, error)], table: { bindings: [] } };
  }
  try {
    const readable = ok(check, `${url} (branch ${branch}) is at ${copy.commit.slice(0, 12)}`);
    const push = await checkPush(config, copy);
    const { finding, table } = await checkBindings(config, copy);
    return { findings: [readable, ...push, finding], table };
  } finally {
    copy.close();
  }
}

async function checkPush(config: ConfigRepoConfig, copy: ShallowCopy): Promise<readonly Finding[]> {
  const { name, branch, writeBack, forge } = config;
  const check = `push to ${name}`;
  if (writeBack === 'observe') {
    const next = 'set writeBack: commit or pull-request to have updates written';
    return [warning(check, 'writeBack is observe: updates are decided and shown, never written', next)];
  }
  if (writeBack === 'pull-request' && forge === undefined) {
    const next = `add forge: with its kind and a token to config repo "${name}", or set writeBack: commit`;
    return [failure(check, 'writeBack is pull-request, and no forge is named', next)];
  }
  try {
    await copy.tryPush();
    const what = writeBack === 'commit' ? `the rules of ${branch}` : 'rules on branches';
    return [ok(check, `pushes are taken, as far as a dry run can tell: hooks and ${what} are not asked`)];
  } catch (error) {
    const isRace = error instanceof AutomatorError && error.code === 'git-push-raced';
    return isRace ? [ok(check, 'pushes are taken; somebody pushed just now')] : [failureOf(check, error)];
  }
}

async function checkBindings(
  { name, paths, dialects }: ConfigRepoConfig,
  copy: ShallowCopy,
): Promise<{ finding: Finding; table: BindingTable }> {
  const check = `bindings of ${name}`;
  const kinds = wantedKinds(dialects);
  const files = await copy.readFiles(paths);
  const facts = files.map(({ path, bytes }) => readFile(path, bytes, kinds));
  const table = bind(facts, dialects);
  const problems = reportProblems(facts, table.problems);
  const [first] = problems;
  const bound = `${table.bindings.length} image fields are bound in ${files.length} files`;
  if (first !== undefined) {
    const more = problems.length === 1 ? 'a fault' : `${problems.length} faults, the first`;
    const next = 'run automator validate in a checkout: it shows every line';
    return { finding: warning(check, `${bound}; ${more}: ${first.where}: ${first.message}`, next), table };
  }
  if (table.bindings.length === 0) {
    const next = `write a tag policy beside an image (docs/bindings.md); look at paths and dialects too`;
    return { finding: warning(check, `nothing is bound in ${files.length} files`, next), table };
  }
  return { finding: ok(check, bound), table };
}
