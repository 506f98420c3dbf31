import type { Binding, ImageDetail } from '@deployment-automator/api-schema';
import { sentence } from '../parts/sentence.ts';

/** What to do so that the image goes on, for whoever looks at it. */
export function nextStep(image: ImageDetail): string {
  const binding = image.bindings.find(({ state }) => state === image.state) ?? image.bindings[0];
  switch (image.state) {
    case 'conflict':
      return 'Open the place that is named and mend what is written there.';
    case 'unknown':
      return sentence(
        image.listing.problem?.next ??
          'Wait a moment: it is asked again by itself. “Check now” asks at once.',
      );
    case 'held':
      return binding === undefined ? '' : afterHold(binding);
    case 'pull-request':
      return 'Review the pull request and merge it, or close it to refuse the update.';
    case 'pending':
      return binding === undefined ? '' : whilePending(binding);
    case 'refused':
      return 'Ask whoever runs the service to name it under allow.registries of the config repo, or take the policy away.';
    case 'no-candidate':
      return 'Read below why each tag does not count; then widen the policy, or push a tag that it allows.';
    case 'above-range':
      return 'Widen the policy if newer versions are wanted, or leave it.';
    case 'current':
      return 'Nothing is to be done.';
  }
}

/** Why it stands there. The next step, which some reasons end with, is shown beside it. */
export function whyHere(image: ImageDetail): string {
  const { problem } = image.listing;
  const reason = problem === null ? image.reason : image.reason.replace(`; ${problem.next}`, '');
  const held = image.bindings.find(({ state }) => state === 'held');
  return image.state === 'held' && held !== undefined ? heldBecause({ ...held, reason }) : reason;
}

/** A hold says in a person's words why; that it is one is said before it. */
export function heldBecause({ code, reason }: Pick<Binding, 'code' | 'reason'>): string {
  return code === 'hold' ? `a person holds it: ${reason}` : reason;
}

/** How a hold ends, by its code. */
function afterHold({ code, configRepo }: Binding): string {
  switch (code) {
    case 'reverted':
      return 'Release it when the version may be deployed again, or move the field up by hand.';
    case 'hand-set':
      return 'Release it, or set a tag that the policy can rank.';
    case 'hold':
      return 'Release it, or wait until the hold ends.';
    case 'frozen':
      return `Wait until the freeze ends, or end it: automator unfreeze --config-repo ${configRepo}`;
    case 'refused':
      return 'Reopen its pull request, release it, or wait for a newer version.';
    case 'edited':
      return 'Merge or close the pull request: somebody committed to its branch, so it is theirs.';
    case 'approved':
      return 'Merge the pull request: it is approved and is not rebuilt any more.';
    default:
      return 'Release it when it may go on.';
  }
}

function whilePending({ delivery, configRepo }: Binding): string {
  switch (delivery) {
    case 'commit':
      return 'Wait a moment: it is written with the next commit. If it stays like this, look at Health.';
    case 'pull-request':
      return 'Wait: a pull request is opened for it when its group is complete and the limits allow one. If it stays like this, look at Health.';
    case 'observe':
      return `Nothing is written: ${configRepo} is only observed. Set writeBack for it when updates shall be written.`;
  }
}

/** Codes of holds that a release lifts. */
const liftable: ReadonlySet<string | null> = new Set([null, 'reverted', 'hand-set', 'hold', 'refused']);

/** Whether a release would lift what holds it. */
export function canRelease({ state, code }: Pick<Binding, 'state' | 'code'>): boolean {
  return state === 'held' && liftable.has(code);
}

/** Whether a hold would stop it: what is held stays so, and what nothing governs does not move. */
export function canHold({ state }: Pick<Binding, 'state'>): boolean {
  return state !== 'held' && state !== 'conflict';
}
