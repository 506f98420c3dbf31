import { idBelow } from '@deployment-automator/manifest-patcher';
import type { Source } from '../../binding.ts';
import { placeOf, type Spot, textOf } from '../../resource-body/spot.ts';
import type { ImageSettings } from './settings.ts';

/** What an image's settings were read from: each annotation by itself, an ImageUpdater as a whole. */
export function sourcesOf({ alias, identifier, writtenAt, ...settings }: ImageSettings): readonly Source[] {
  const { resource } = writtenAt;
  if (resource.kind === 'ImageUpdater') {
    const text = `${alias}=${identifier}`;
    return [{ kind: 'resource', id: resource.id, place: placeOf(writtenAt), text }];
  }
  const spots = [writtenAt, ...Object.values(settings)].filter((spot) => spot !== undefined);
  return spots.map((spot) => {
    const steps = stepsOf(spot);
    const text = `${steps.at(-1) ?? ''}: ${textOf(spot) ?? ''}`;
    return { kind: 'annotation', id: idBelow(resource.id, ...steps), place: placeOf(spot), text };
  });
}

function stepsOf({ pointer }: Spot): readonly string[] {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
