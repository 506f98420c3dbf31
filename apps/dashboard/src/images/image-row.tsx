import './image-row.css';
import type { ImageRow } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { hrefOf } from '../app/route.ts';
import { ImageName } from '../parts/image-name.tsx';
import { sentence } from '../parts/sentence.ts';
import { StateBadge } from '../parts/state-badge.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';
import { VersionMove } from '../parts/version-move.tsx';

export interface ImageRowProps {
  /** Its place in the whole list, 0-based. */
  readonly index: number;
  /** Undefined while it is on its way. */
  readonly row: ImageRow | undefined;
  /** Whether the tabulator key leads to it; the arrow keys lead to the others. */
  readonly isActive: boolean;
}

/** One image of the list. The whole row is its link. */
export function ImageTableRow({ index, row, isActive }: ImageRowProps): JSX.Element {
  // The first row of the table is its head.
  const place = { 'aria-rowindex': index + 2, 'data-index': index, style: { '--index': index } };
  if (row === undefined) {
    return (
      <tr {...place} class="coming">
        <td class="image">Loading…</td>
      </tr>
    );
  }
  const [binding, ...others] = row.bindings;
  return (
    <tr {...place}>
      <th scope="row" class="image">
        <a
          href={hrefOf({ page: 'image', id: row.id })}
          tabIndex={isActive ? 0 : -1}
          aria-label={row.image}
          title={row.image}
        >
          <ImageName image={row.image} />
        </a>
      </th>
      <td class="state">
        <StateBadge state={row.state} />
      </td>
      <td class="versions">
        <VersionMove from={row.current} to={row.chosen} />
      </td>
      <td class="bound" title={row.bindings.map(placeOf).join('\n')}>
        <span class="repos">
          {[...new Set(row.bindings.map(({ configRepo }) => configRepo))].join(', ')}
          {others.length > 0 && ` · ${row.bindings.length} fields`}
        </span>
        {binding !== undefined && (
          <span class="place">
            <bdi>
              {binding.file}:{binding.line}
            </bdi>
          </span>
        )}
      </td>
      <td class="since">{row.since === null ? <span class="hint">–</span> : <TimeAgo at={row.since} />}</td>
      <td class="why">
        <span title={row.reason}>{sentence(row.reason)}</span>
      </td>
    </tr>
  );
}

function placeOf({ configRepo, file, line }: ImageRow['bindings'][number]): string {
  return `${configRepo}: ${file}:${line}`;
}
