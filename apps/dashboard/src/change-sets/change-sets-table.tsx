import type { ChangeSet } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { hrefOf } from '../app/route.ts';
import { printDuration } from '../parts/ago.ts';
import { TimeAgo } from '../parts/time-ago.tsx';
import { ChangeSetBadge } from './change-set-badge.tsx';
import { Updates } from './updates.tsx';
import { triggerWords } from './words.ts';

/** How many updates of one change set a list shows. */
const shownUpdates = 4;

export function ChangeSetsTable({ changeSets }: { readonly changeSets: readonly ChangeSet[] }): JSX.Element {
  return (
    <table class="change-sets">
      <caption class="heard-only">Change sets, newest first</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">State</th>
          <th scope="col">Config repo</th>
          <th scope="col">Trigger</th>
          <th scope="col" title="From the push of the image to the push of the commit">
            Took
          </th>
        </tr>
      </thead>
      <tbody>
        {changeSets.map((changeSet) => (
          <Row key={`${changeSet.configRepo} ${changeSet.id}`} changeSet={changeSet} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ changeSet }: { readonly changeSet: ChangeSet }): JSX.Element {
  const { id, configRepo, at, title, updates, trigger, milliseconds } = changeSet;
  const more = updates.length - shownUpdates;
  return (
    <tr>
      <td class="change-set-when">
        <TimeAgo at={at} />
      </td>
      <td class="change-set-what">
        <a class="change-set-title" href={hrefOf({ page: 'change-set', configRepo, id })}>
          {title}
        </a>
        <Updates updates={updates.slice(0, shownUpdates)} />
        {more > 0 && <p class="hint">and {more} more</p>}
      </td>
      <td>
        <ChangeSetBadge changeSet={changeSet} />
        <Elsewhere changeSet={changeSet} />
      </td>
      <td data-label="Config repo">{configRepo}</td>
      <td data-label="Trigger">{triggerWords[trigger]}</td>
      <td data-label="Took" class="change-set-took">
        {milliseconds === null ? (
          <span class="hint" title="When the image was pushed is not known">
            –
          </span>
        ) : (
          printDuration(milliseconds)
        )}
      </td>
    </tr>
  );
}

/** The commit, or a link to where people look at the change set. */
function Elsewhere({ changeSet }: { readonly changeSet: ChangeSet }): JSX.Element | null {
  const { commit, url, state } = changeSet;
  // What is merged or committed leads to its commit, what is not to its pull request.
  const isWritten = state === 'written';
  const name = isWritten && commit !== null && <code>{commit.slice(0, 8)}</code>;
  if (url === null) return name === false ? null : <span class="change-set-link">{name}</span>;
  return (
    <a class="change-set-link" href={url} rel="noreferrer" target="_blank">
      {isWritten ? 'Commit ' : 'Pull request'}
      {name}
      <span class="heard-only"> (in a new tab)</span>
    </a>
  );
}
