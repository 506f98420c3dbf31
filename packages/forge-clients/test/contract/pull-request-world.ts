import type { PersonActs, PullRecord } from '@deployment-automator/sandbox';
import type { ForgeClient } from '../../src/index.ts';

/** What the life of pull requests is tried in: a protocol fake, or an emulator of others. */
export interface PullRequestWorld {
  readonly client: ForgeClient;
  readonly forge: {
    readonly person: Pick<
      PersonActs,
      | 'approve'
      | 'close'
      | 'comment'
      | 'commitTo'
      | 'deleteBranch'
      | 'dismissReviews'
      | 'merge'
      | 'requestChanges'
    >;
    /** What there is, as people see it. */
    pulls(): Promise<
      readonly (Pick<PullRecord, 'state' | 'reviewers'> & {
        readonly comments: readonly Pick<PullRecord['comments'][number], 'body'>[];
      })[]
    >;
  };
  /** A branch with one more commit of its own. Gives the commit. */
  branch(name: string): Promise<string>;
  stop(): Promise<void>;
}
