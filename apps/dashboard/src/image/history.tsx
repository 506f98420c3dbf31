import './history.css';
import type { Activity, ChangeSet, ImageDetail } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import { useAnswer } from '../api/use-answer.ts';
import { hrefOf } from '../app/route.ts';
import { EmptyNote, LoadingNote, ProblemNote } from '../parts/notes.tsx';
import { Pager } from '../parts/pager.tsx';
import { Badge } from '../parts/state-badge.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';
import { VersionMove } from '../parts/version-move.tsx';

const pageSize = 20;

const triggers: Readonly<Record<ChangeSet['trigger'], string>> = {
  webhook: 'after a webhook',
  poll: 'after a poll',
  start: 'at a start',
  person: 'asked for by a person',
  unknown: '',
};

export interface HistoryProps {
  readonly image: ImageDetail;
  readonly concerns: (activity: Activity) => boolean;
}

/** What Git says was done to the image. */
export function History({ image, concerns }: HistoryProps): JSX.Element {
  const [offset, setOffset] = useState(0);
  const question = ask.changeSets({ image: image.id, offset, limit: pageSize });
  const { answer, problem, reload } = useAnswer(question, concerns);
  return (
    <section aria-labelledby="history">
      <h2 id="history">History</h2>
      {problem !== undefined && <ProblemNote problem={problem} what="the history" onRetry={reload} />}
      {answer === undefined && problem === undefined && <LoadingNote what="the history" />}
      {answer?.total === 0 && (
        <EmptyNote title="Nothing was written for this image yet.">
          <p>The first update appears here with its commit.</p>
        </EmptyNote>
      )}
      {answer !== undefined && answer.total > 0 && (
        <>
          <ol class="history panel">
            {answer.items.map((changeSet) => (
              <HistoryItem
                key={`${changeSet.configRepo} ${changeSet.id}`}
                image={image}
                changeSet={changeSet}
              />
            ))}
          </ol>
          <Pager
            what="change sets"
            total={answer.total}
            offset={answer.offset}
            limit={pageSize}
            onMove={setOffset}
          />
        </>
      )}
    </section>
  );
}

interface HistoryItemProps {
  readonly image: ImageDetail;
  readonly changeSet: ChangeSet;
}

function HistoryItem({ image, changeSet }: HistoryItemProps): JSX.Element {
  const { id, configRepo, title, kind, state, at, trigger, url, updates } = changeSet;
  const ours = updates.filter(({ imageId }) => imageId === image.id);
  const place = hrefOf({ page: 'change-set', configRepo, id });
  return (
    <li>
      <div>
        <VersionMove
          from={[...new Set(ours.map(({ from }) => from))]}
          to={[...new Set(ours.map(({ to }) => to))]}
        />{' '}
        {state === 'open' && (
          <Badge icon="pull" tone="ask">
            Open
          </Badge>
        )}
        {state === 'refused' && (
          <Badge icon="ban" tone="wait">
            Refused
          </Badge>
        )}
      </div>
      <a href={place}>{title}</a>
      <p class="hint">
        <TimeAgo at={at} /> in {configRepo} {triggers[trigger]}
        {url !== null && (
          <>
            {' · '}
            <a href={url} rel="noreferrer">
              {kind === 'commit' ? 'commit' : 'pull request'} at the forge
            </a>
          </>
        )}
      </p>
    </li>
  );
}
