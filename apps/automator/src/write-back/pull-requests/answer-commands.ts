import { AutomatorError } from '../../errors/automator-error.ts';
import {
  type CommandAnswer,
  type ExplainedTarget,
  renderCommandAnswer,
  verdictsOf,
} from '../pull-request-body/index.ts';
import { proposerHash } from './branch-name.ts';
import type { Command } from './commands.ts';
import { commentsRead, type Wishes } from './comments.ts';
import type { PullRequestDesk, PullRequestQuestion } from './desk.ts';
import type { OpenPull } from './known-pulls.ts';
import { type Marker, withMarker } from './marker.ts';
import { isSameField, targetOf } from './target.ts';

/** The pull request after its commands were answered. */
export interface Answered {
  readonly open: OpenPull;
  /** `.automator.yaml` was changed: everything is to be read and planned again. */
  readonly committed: boolean;
}

/**
 * Does what people asked for, then remembers it in the body's marker, then says so: a command is done at least once,
 * which is harmless, and answered at most once.
 */
export async function answerCommands(
  desk: PullRequestDesk,
  question: PullRequestQuestion,
  { open, commands, seen }: Wishes,
): Promise<Answered> {
  const { forge } = desk;
  const answers: CommandAnswer[] = [];
  for (const command of commands) answers.push(await answer(desk, question, open, command));
  const marker: Marker = {
    proposer: proposerHash(desk.proposer),
    targets: [],
    handedOver: false,
    closed: false,
    ...open.marker,
    seen,
  };
  const body = withMarker(open.pull.body, marker, forge.kind);
  const pull = await forge.update(open.pull.number, { body });
  for (const one of answers) {
    await forge.comment(pull.number, renderCommandAnswer(one, forge.abilities.maxBody));
  }
  await commentsRead(desk, pull);
  const asked = commands.some(({ name }) => name === 'rebase');
  const committed = answers.some(
    ({ command, done }) => done && (command === 'hold' || command === 'release'),
  );
  return { open: { ...open, pull: { ...pull, body }, marker, asked }, committed };
}

async function answer(
  desk: PullRequestDesk,
  question: PullRequestQuestion,
  { branch }: OpenPull,
  { name, words, by }: Command,
): Promise<CommandAnswer> {
  const targets = branch?.targets ?? [];
  switch (name) {
    case 'rebase':
      return { command: name, done: true, message: 'the branch is built anew on its base' };
    case 'explain':
      return {
        command: name,
        done: true,
        message: 'this is what was decided',
        explained: explain(question, targets, desk.now()),
      };
    case 'hold':
    case 'release':
      if (desk.writeEntry === undefined) {
        const message = `use "automator ${name} ID", which commits it to .automator.yaml`;
        return { command: name, done: false, message };
      }
      try {
        const reason = words === '' ? undefined : words;
        const message = await desk.writeEntry({ kind: name, targets, by, reason });
        return { command: name, done: true, message };
      } catch (error) {
        if (!(error instanceof AutomatorError)) throw error;
        return { command: name, done: false, message: `${error.message}; ${error.next}` };
      }
  }
}

function explain(
  { snapshot, plan, listings }: PullRequestQuestion,
  targets: NonNullable<OpenPull['branch']>['targets'],
  now: number,
): ExplainedTarget[] {
  const factsOf = (file: string) => snapshot.files.get(file)?.facts;
  return targets.map((target) => {
    const update = plan.updates.find((one) => isSameField(targetOf(one, factsOf), target));
    const decided = plan.decided.find(({ binding }) => binding.field.id === (update?.id ?? target.id));
    const policy = decided?.binding.policy.text ?? 'no policy';
    const reason = decided?.reason ?? 'nothing governs it any more';
    const listing = decided && listings(decided.image)?.listing;
    return {
      id: target.id,
      decision: `${target.image} to ${target.to}, by ${policy}: ${reason}`,
      verdicts: decided && listing ? verdictsOf(decided.binding, listing, now) : [],
    };
  });
}
