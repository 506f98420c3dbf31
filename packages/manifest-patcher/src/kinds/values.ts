import { readArgoSource } from './argo-source.ts';
import type { ImageReader } from './found-image.ts';
import { valueName } from './image-names.ts';
import { walkImages } from './walk-images.ts';

/** Any mapping of no known kind: the values of a Helm chart, a patch, an operator's configuration. */
export const readValues: ImageReader = (root, findings) => {
  walkImages(root, findings, { nameOf: valueName, enter: readArgoSource });
};

/** Data of no known kind in JSON, where `image` names a picture as often as a container's image. */
export const readJsonData: ImageReader = (root, findings) => {
  walkImages(root, findings, { nameOf: valueName, enter: readArgoSource, bareWords: false });
};
