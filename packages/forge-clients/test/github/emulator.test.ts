import { pullRequestLife } from '../contract/pull-requests-contract.ts';
import { startEmulatorWorld } from './emulator-world.ts';

/** What this emulator does otherwise than GitHub, or not at all. */
const without: readonly string[] = [
  // Its pull requests are no issues: they cannot be assigned, nor does it say who closed them.
  'opens a draft, with labels, reviewers and assignees, as far as the forge has them',
  'says who closed it where the forge says so, and that it was not closed by losing its branch',
  // It opens whatever it is asked for.
  'gives the open one where there is one already from this head to this base',
  'does not open one from a head that is not there',
  // It looks at no branch again after a pull request was opened.
  'sees the new head after a push, and when it was closed or merged',
  'says whether it can be merged',
  'says that the head branch was deleted',
];

pullRequestLife('pull requests on an independent emulator of GitHub', startEmulatorWorld, without);
