import { existsSync } from 'node:fs';
import { decide, parsePolicy, type TagPolicy, TagPolicyError } from '@deployment-automator/tag-policy';
import { AutomatorError } from '../errors/automator-error.ts';
import { explainCandidates, explainInFolder, explainInRepos } from '../service/index.ts';
import type { OnProgress } from '../telemetry/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { defaultConfigFile, frozenBy, readConfig } from './read-config.ts';
import { readDialects } from './read-dialects.ts';
import { readTags } from './read-tags.ts';
import { type Shown, showExplanation } from './show-explanation.ts';
import { styleOf } from './style.ts';
import { print, type Terminal, warn } from './terminal.ts';
import { withProgress } from './with-progress.ts';

export interface ExplainOptions {
  readonly config?: string;
  readonly dir?: string;
  readonly dialects: string;
  readonly policy?: string;
  readonly filter?: readonly string[];
  readonly suffix?: string;
  readonly allowDown?: boolean;
  readonly tags?: string;
  readonly current?: string;
  readonly json?: boolean;
}

/** `automator explain IMAGE-OR-ID`, or offline with `--policy` and `--tags`: every candidate and its verdict. */
export async function explain(
  target: string | undefined,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (options.policy !== undefined || options.tags !== undefined) {
    if (target !== undefined) throw badUsage('an image or an id is not explained together with --policy');
    show(explainOffline(options), options, terminal);
    return exitCode.done;
  }
  if (target === undefined) throw badUsage('nothing is named that could be explained');
  const { explained, unbound } = await withProgress(terminal, (onProgress) =>
    explainOnline(target, options, terminal, onProgress),
  );
  for (const explanation of explained) show(explanation, options, terminal);
  for (const { where, code, message, next } of unbound) {
    const { red, bold } = styleOf(terminal, 'stderr');
    warn(terminal, `${red(where)}  [${code}] ${message}\n  ${bold('next:')} ${next}`);
  }
  if (explained.length > 0) return exitCode.done;
  if (unbound.length === 0) {
    warn(terminal, `no image field holds ${target}\n  next: see automator scan for what there is`);
  }
  return exitCode.failed;
}

function explainOnline(target: string, options: ExplainOptions, terminal: Terminal, onProgress: OnProgress) {
  const file = options.config ?? defaultConfigFile;
  if (options.dir === undefined) {
    const config = readConfig(file, terminal);
    return explainInRepos({ config, frozen: frozenBy(terminal), onProgress }, target);
  }
  const isWanted = options.config !== undefined || existsSync(file);
  const registries = isWanted ? readConfig(file, terminal) : { registries: [] };
  return explainInFolder(options.dir, readDialects(options.dialects), registries, target, onProgress);
}

function explainOffline(options: ExplainOptions): Shown {
  const { policy: text, tags, current = null } = options;
  if (text === undefined) throw badUsage('--tags needs a --policy');
  if (tags === undefined) throw badUsage('--policy needs --tags');
  const policy = readPolicy(text, options);
  const listing = { candidates: readTags(tags), state: 'complete' as const };
  const decision = decide(policy, listing, current === null ? {} : { tag: current }, {
    now: Date.now(),
    verdicts: true,
    allowDown: options.allowDown ?? false,
  });
  return {
    policy: policy.text,
    current,
    chosen: decision.chosen?.tag ?? null,
    reason: decision.reason,
    candidates: explainCandidates(decision.verdicts, listing),
  };
}

function readPolicy(text: string, { filter, suffix }: ExplainOptions): TagPolicy {
  try {
    return parsePolicy(text, {
      ...(filter !== undefined && { filters: filter }),
      ...(suffix !== undefined && { suffix }),
    });
  } catch (error) {
    if (!(error instanceof TagPolicyError)) throw error;
    throw new AutomatorError('bad-usage', error.message, {
      where: '--policy',
      next: 'see docs/policies.md for how a policy is written',
      cause: error,
    });
  }
}

function show(shown: Shown, options: ExplainOptions, terminal: Terminal): void {
  if (options.json) {
    print(terminal, JSON.stringify(shown));
    return;
  }
  showExplanation(shown, terminal);
}

function badUsage(message: string): AutomatorError {
  return new AutomatorError('bad-usage', message, {
    where: 'explain',
    next: 'write automator explain IMAGE-OR-ID, or automator explain --policy TEXT --tags FILE',
  });
}
