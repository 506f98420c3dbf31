import type { ChangeSet } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { hrefOf } from '../app/route.ts';
import { Version } from '../parts/version.tsx';

/** Which image moved from where to where; fields that moved alike are shown once. */
export function Updates({ updates }: Pick<ChangeSet, 'updates'>): JSX.Element {
  const unlike = new Map(updates.map((update) => [`${update.image} ${update.from} ${update.to}`, update]));
  return (
    <ul class="updates">
      {[...unlike].map(([key, { image, imageId, from, to }]) => (
        <li key={key} class="update">
          <a href={hrefOf({ page: 'image', id: imageId })}>{image}</a>{' '}
          <span class="update-versions">
            <Version version={from} /> <span aria-hidden="true">→</span>
            <span class="heard-only">to</span> <Version version={to} />
          </span>
        </li>
      ))}
    </ul>
  );
}
