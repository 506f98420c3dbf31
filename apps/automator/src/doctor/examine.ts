import { imageName } from '@deployment-automator/image-reference';
import type { Config, ConfigRepoConfig, UnsetVariable } from '../config/index.ts';
import { trySigning } from '../config-repo/index.ts';
import { openRegistries } from '../service/index.ts';
import { checkConfigRepo } from './config-repo.ts';
import { type Finding, failureOf, ok } from './finding.ts';
import { checkForge } from './forge.ts';
import { checkGit, checkNode, checkProgram } from './programs.ts';
import { checkRegistry, registryQuestions } from './registry.ts';
import { runTasks, type Task } from './run-tasks.ts';
import { checkDataDir, checkEnvironment, checkFreeze, checkListen } from './surroundings.ts';
import { checkWebhooks } from './webhooks.ts';

/** What is examined. */
export interface Patient {
  /** The configuration, or why it cannot be read. */
  readonly config: Config | { readonly error: unknown };
  /** Its file's name. */
  readonly file: string;
  readonly unset: readonly UnsetVariable[];
  /** Why nothing may be written, if anything. */
  readonly frozen?: string | undefined;
}

export interface Examination {
  readonly onFinding: (finding: Finding) => void;
  readonly onProgress?: ((what: string, done: number) => void) | undefined;
}

/** Milliseconds for what is on this machine, for one remote, and for a copy of a config repo. */
const patience = { here: 15_000, remote: 20_000, copy: 60_000 } as const;

/** Checks the configuration and everything that it names, several at a time, each for a bounded time. Writes nothing. */
export async function examine(patient: Patient, { onFinding, onProgress }: Examination): Promise<void> {
  const { config, file } = patient;
  let done = 0;
  const tell = (findings: readonly Finding[]): void => {
    for (const finding of findings) {
      onFinding(finding);
      onProgress?.('checking', ++done);
    }
  };
  onProgress?.('checking', done);
  await runTasks([task('node', checkNode), task('git', checkGit)], tell);
  if (!('error' in config) || patient.unset.length > 0) tell(checkEnvironment(patient.unset));
  if ('error' in config) return tell([failureOf('config', config.error)]);
  const repos = config.configRepos.length;
  tell([
    ok('config', `${file} is valid; it names ${repos === 1 ? 'a config repo' : `${repos} config repos`}`),
  ]);
  tell(checkFreeze(patient.frozen));

  const images: string[] = [];
  await runTasks(
    tasksOf(config, (found) => images.push(...found)),
    tell,
  );
  tell(checkWebhooks(config));
  await examineRegistries(config, images, tell);
}

function tasksOf(config: Config, onImages: (images: readonly string[]) => void): readonly Task[] {
  const { redisUrl, configRepos } = config;
  return [
    task('dataDir', () => checkDataDir(config)),
    task('listen', () => checkListen(config)),
    ...(redisUrl === undefined
      ? []
      : [task('redis', async () => (await import('./redis.ts')).checkRedis(redisUrl))]),
    ...configRepos.flatMap((repo) => [
      {
        check: `config repo ${repo.name}`,
        patience: patience.copy,
        run: async (signal: AbortSignal) => {
          const { findings, table } = await checkConfigRepo(repo, signal);
          onImages(table.bindings.flatMap(({ field }) => (field.image ? [imageName(field.image)] : [])));
          return findings;
        },
      },
      ...(repo.forge === undefined
        ? []
        : [task(`forge of ${repo.name}`, () => checkForge(repo, patience.here), patience.remote)]),
      ...signingTasks(repo),
    ]),
  ];
}

function signingTasks({ name, url, commit }: ConfigRepoConfig): readonly Task[] {
  const signing = commit?.signing;
  const usesSsh = /^(git\+)?ssh:\/\//i.test(url) || /^[^/\\:]+@[^/\\:]+:(?!\/\/)/.test(url);
  return [
    ...(usesSsh ? [task(`ssh of ${name}`, () => checkProgram(`ssh of ${name}`, 'ssh', ['-V']))] : []),
    ...(signing === undefined
      ? []
      : [
          task(`signing of ${name}`, async () => {
            await trySigning(signing);
            return ok(`signing of ${name}`, `commits can be signed with ${signing.format}`);
          }),
        ]),
  ];
}

async function examineRegistries(
  config: Config,
  images: readonly string[],
  tell: (findings: readonly Finding[]) => void,
): Promise<void> {
  const configured = config.registries.map(({ host, credentials }) => ({
    host,
    hasCredentials: (credentials?.length ?? 0) > 0,
  }));
  const questions = registryQuestions(configured, images, config.registryCredentials.length > 0);
  const { client } = openRegistries(config);
  try {
    const tasks = questions.map((question) => ({
      check: `registry ${question.host}`,
      patience: patience.remote,
      run: async (signal: AbortSignal) => [await checkRegistry(question, client, signal)],
    }));
    await runTasks(tasks, tell);
  } finally {
    await client.close();
  }
}

function task(check: string, run: () => Promise<Finding>, limit: number = patience.here): Task {
  return { check, patience: limit, run: async () => [await run()] };
}
