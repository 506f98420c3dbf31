import { existsSync } from 'node:fs';
import { decide, parsePolicy, type TagPolicy, TagPolicyError } from '@deployment-automator/tag-policy';
import { AutomatorError } from '../errors/automator-error.ts';
import {
  type ExplainedCandidate,
  explainCandidates,
  explainInFolder,
  explainInRepos,
} from '../service/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { defaultConfigFile, readConfig } from './read-config.ts';
import { readDialects } from './read-dialects.ts';
import { readTags } from './read-tags.ts';
import { print, type Terminal, warn } from './terminal.ts';

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

/** What is printed, one object a line. */
interface Shown {
  readonly id?: string;
  readonly image?: string;
  readonly policy: string;
  readonly current: string | null;
  readonly chosen: string | null;
  readonly reason: string;
  readonly candidates: readonly ExplainedCandidate[];
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
  const { explained, unbound } = await explainOnline(target, options, terminal);
  for (const explanation of explained) show(explanation, options, terminal);
  for (const { where, code, message, next } of unbound) {
    warn(terminal, `${where}  [${code}] ${message}\n  next: ${next}`);
  }
  if (explained.length > 0) return exitCode.done;
  if (unbound.length === 0) {
    warn(terminal, `no image field holds ${target}\n  next: see automator scan for what there is`);
  }
  return exitCode.failed;
}

function explainOnline(target: string, options: ExplainOptions, terminal: Terminal) {
  const file = options.config ?? defaultConfigFile;
  if (options.dir === undefined) return explainInRepos(readConfig(file, terminal), target);
  const isWanted = options.config !== undefined || existsSync(file);
  const registries = isWanted ? readConfig(file, terminal) : { registries: [] };
  return explainInFolder(options.dir, readDialects(options.dialects), registries, target);
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
  const { id, image, policy, current, chosen, reason, candidates } = shown;
  if (id !== undefined) print(terminal, id);
  if (image !== undefined) print(terminal, `image    ${image}`);
  print(
    terminal,
    `policy   ${policy}\ncurrent  ${current ?? '-'}\nchosen   ${chosen ?? '-'}\nreason   ${reason}`,
  );
  const width = Math.max(0, ...candidates.map(({ tag }) => tag.length));
  const wide = Math.max(0, ...candidates.map(({ verdict }) => verdict.length));
  for (const candidate of candidates) {
    print(
      terminal,
      `  ${candidate.tag.padEnd(width)}  ${candidate.verdict.padEnd(wide)}  ${candidate.reason}`,
    );
  }
}

function badUsage(message: string): AutomatorError {
  return new AutomatorError('bad-usage', message, {
    where: 'explain',
    next: 'write automator explain IMAGE-OR-ID, or automator explain --policy TEXT --tags FILE',
  });
}
