import type { ChangeSet } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { hrefOf } from '../app/route.ts';
import { ImageName } from '../parts/image-name.tsx';
import { VersionMove } from '../parts/version-move.tsx';

/** Which image moved from where to where; fields that moved alike are shown once. */
export function Updates({ updates }: Pick<ChangeSet, 'updates'>): JSX.Element {
  const unlike = new Map(updates.map((update) => [`${update.image} ${update.from} ${update.to}`, update]));
  return (
    <ul class="updates">
      {[...unlike].map(([key, { image, imageId, from, to }]) => (
        <li key={key} class="update">
          <a href={hrefOf({ page: 'image', id: imageId })}>
            <ImageName image={image} />
          </a>
          <VersionMove from={from === '' || from === '-' ? [] : [from]} to={[to]} />
        </li>
      ))}
    </ul>
  );
}
