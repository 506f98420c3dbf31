import type { ChangeSet } from '@deployment-automator/api-schema';

/** What a change set's state is called. */
export function sayState({ kind, state }: Pick<ChangeSet, 'kind' | 'state'>): string {
  if (kind === 'commit') return 'Committed';
  return pullRequestStates[state];
}

const pullRequestStates: Readonly<Record<ChangeSet['state'], string>> = {
  written: 'Pull request merged',
  open: 'Pull request open',
  refused: 'Pull request refused',
};

/** What led to a change set, for a list. */
export const triggerWords: Readonly<Record<ChangeSet['trigger'], string>> = {
  webhook: 'Webhook',
  poll: 'Poll',
  start: 'Start-up',
  person: 'A person',
  unknown: 'Not known',
};

/** What led to a change set, as a sentence. */
export const triggerSentences: Readonly<Record<ChangeSet['trigger'], string>> = {
  webhook: "The registry's webhook told of the push.",
  poll: 'The registry was asked at its poll interval.',
  start: 'The service looked at everything when it started.',
  person: 'A person asked for a look.',
  unknown: 'What led to it is not remembered.',
};

type Step = ChangeSet['steps'][number];

/** What a step of a change set is called. */
export const stepWords: Readonly<Record<Step['name'], string>> = {
  'image-pushed': 'Image pushed',
  noticed: 'Push noticed',
  listed: 'Tags listed',
  written: 'Written to Git',
};
