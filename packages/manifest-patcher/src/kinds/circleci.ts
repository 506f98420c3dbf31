import type { ImageReader } from './found-image.ts';
import { containerName } from './image-names.ts';
import { walkImages } from './walk-images.ts';

/**
 * A pipeline of CircleCI: `docker: [{image}]`, but not `machine.image`, which is a virtual machine's disk.
 *
 * @see https://circleci.com/docs/reference/configuration-reference/#machine
 */
export const readCircleci: ImageReader = (root, findings) => {
  walkImages(root, findings, { nameOf: containerName, skips: ({ key }) => key === 'machine' });
};
