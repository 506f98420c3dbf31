import './change-sets.css';
import './diff.css';
import type { ChangeSetDetail } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { ask } from '../api/ask.ts';
import { useAnswer } from '../api/use-answer.ts';
import { hrefOf } from '../app/route.ts';
import { printDuration } from '../parts/ago.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { LoadingNote, ProblemNote } from '../parts/notes.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';
import { ChangeSetBadge } from './change-set-badge.tsx';
import { concernsChangeSets } from './change-sets-page.tsx';
import { DiffView } from './diff-view.tsx';
import { writeFilter } from './filter.ts';
import { Steps } from './steps.tsx';
import { Updates } from './updates.tsx';
import { triggerSentences } from './words.ts';

export interface ChangeSetPageProps {
  readonly configRepo: string;
  /** The commit's id, or the branch of the pull request. */
  readonly id: string;
}

/** One change set: what moved, why it says it moved, how it came about and what differs. */
export function ChangeSetPage({ configRepo, id }: ChangeSetPageProps): JSX.Element {
  const { answer, problem, reload } = useAnswer(
    ask.changeSet(configRepo, id),
    (activity) => concernsChangeSets(activity) && activity.configRepo === configRepo,
  );
  const detail = answer?.id === id && answer.configRepo === configRepo ? answer : undefined;
  return (
    <>
      <PageHeading title={detail?.title ?? 'Change set'} about={<a href="#/change-sets">All change sets</a>}>
        {detail !== undefined && <Link changeSet={detail} />}
      </PageHeading>
      {problem !== undefined && <ProblemNote problem={problem} what="the change set" onRetry={reload} />}
      {detail === undefined && problem === undefined && <LoadingNote what="the change set" />}
      {detail !== undefined && <Detail detail={detail} />}
    </>
  );
}

function Link({ changeSet: { url, state } }: { readonly changeSet: ChangeSetDetail }): JSX.Element | null {
  if (url === null) return null;
  return (
    <a class="button" href={url} rel="noreferrer" target="_blank">
      <Icon name="link" /> {state === 'written' ? 'Open the commit' : 'Open the pull request'}
      <span class="heard-only"> (in a new tab)</span>
    </a>
  );
}

function Detail({ detail }: { readonly detail: ChangeSetDetail }): JSX.Element {
  const { configRepo, branch, at, author, commit, trigger, milliseconds, message, diff, steps, updates } =
    detail;
  const elsewhere = hrefOf({ page: 'change-sets' }, writeFilter({ configRepo, offset: 0 }));
  return (
    <div class="change-set-page">
      <p class="change-set-facts">
        <ChangeSetBadge changeSet={detail} /> <TimeAgo at={at} /> {author !== '' && `by ${author}, `}on branch{' '}
        <span class="mono">{branch}</span> of <a href={elsewhere}>{configRepo}</a>
        {commit !== null && (
          <>
            , commit <span class="mono">{commit.slice(0, 12)}</span>
            <CopyButton text={commit} what="the commit’s id" />
          </>
        )}
      </p>
      <section>
        <h2>What moved</h2>
        <Updates updates={updates} />
      </section>
      <section>
        <h2>How it came about</h2>
        <p>
          {triggerSentences[trigger]}
          {milliseconds !== null && (
            <>
              {' '}
              From the push of the image to the push of the commit it took{' '}
              <strong>{printDuration(milliseconds)}</strong>.
            </>
          )}
        </p>
        <Steps steps={steps} />
      </section>
      {message.trim() !== '' && (
        <section>
          <h2>Message</h2>
          <pre class="message">{message.trim()}</pre>
        </section>
      )}
      <section>
        <h2>Diff</h2>
        {diff === '' ? (
          <p class="hint">
            There is nothing to compare: the branch of the pull request is gone, or was not read yet.
          </p>
        ) : (
          <DiffView diff={diff} />
        )}
      </section>
    </div>
  );
}
