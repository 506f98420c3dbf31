import { imageIdOf } from '../../check/index.ts';
import { readOurTrailers } from '../../holds/index.ts';
import type { PullRequestResult, WrittenCommit } from '../../write-back/index.ts';
import { count, nameOfCommit, type Telling } from './telling.ts';

/** A commit of ours was pushed. @param url a page that shows it, where the forge is known */
export function tellCommit(
  configRepo: string,
  { commit, message }: WrittenCommit,
  url: string | undefined,
): Telling {
  const updates = readOurTrailers(message);
  const images = [...new Set(updates.map(({ repository }) => repository))];
  const [title = ''] = message.split('\n');
  const [image] = images;
  const [tag] = updates[0]?.to.split('@') ?? [];
  const isOne = images.length === 1 && image !== undefined;
  return {
    happening: {
      kind: 'commit',
      message: `${title} (${count(updates.length, 'field')}), pushed to ${configRepo}`,
      configRepo,
      commit,
      ...(isOne && { image, imageId: imageIdOf(image) }),
      ...(isOne && tag !== undefined && tag !== '' && { tag }),
      ...(url !== undefined && { url }),
    },
    silences: nameOfCommit(configRepo, commit),
  };
}

const done: Readonly<Record<PullRequestResult['actions'][number]['do'], string>> = {
  open: 'was opened',
  rebuild: 'was brought up to date',
  rewrite: 'says now what it does',
  close: 'was closed, since nothing is left to propose',
  'hand-over': 'is left to those who committed to it',
};

/** Something was done to a pull request of ours. */
export function tellPullRequest(
  configRepo: string,
  { do: action, branch, url }: PullRequestResult['actions'][number],
): Telling {
  return {
    happening: {
      kind: 'pull-request',
      message: `The pull request ${branch} of ${configRepo} ${done[action]}`,
      configRepo,
      ...(url !== undefined && { url }),
    },
  };
}
