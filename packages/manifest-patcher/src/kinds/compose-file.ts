import type { Cursor } from '../tree/cursor.ts';
import type { ImageReader } from './found-image.ts';
import { walkImages } from './walk-images.ts';

/**
 * A Compose file: `services.*.image`, and the templates under `x-` keys that services take over by alias.
 *
 * @see https://github.com/compose-spec/compose-spec/blob/main/spec.md
 */
export const readCompose: ImageReader = (root, findings) => {
  walkImages(root, findings, { nameOf: (at) => String(at.key) || undefined, isContainer: isService });
};

function isService(at: Cursor): boolean {
  return at.parent?.key === 'services' && at.parent.parent?.parent === undefined;
}
