import type { Cursor } from '../tree/cursor.ts';
import type { Findings, ImageReader } from './found-image.ts';
import { wholeReference } from './image-shapes.ts';
import { looksLikeImage } from './looks-like-image.ts';
import { walkImages } from './walk-images.ts';

/**
 * A workflow or an action of GitHub: `container` as text or with an `image`, `services.*.image`, `uses: docker://…`,
 * and images that are handed to actions.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export const readGithubWorkflow: ImageReader = (root, findings) => {
  walkImages(root, findings, {
    nameOf: (at) => at.get('name')?.scalar ?? textKey(at),
    enter: readTexts,
    skips,
  });
};

function readTexts(at: Cursor, findings: Findings): void {
  const container = at.get('container');
  if (container?.string !== undefined && looksLikeImage(container.string)) report(container, at, findings);
  const uses = at.get('uses');
  if (uses?.string?.startsWith('docker://') === true) report(uses, at, findings);
}

function report(image: Cursor, at: Cursor, findings: Findings): void {
  const name = textKey(at);
  findings.image({ slots: [wholeReference(image)], ...(name === undefined ? {} : { name }) });
}

/** What a job hands on is computed while it runs; what it runs is a script. */
function skips({ key }: Cursor): boolean {
  return key === 'outputs' || key === 'env' || key === 'run';
}

function textKey({ key }: Cursor): string | undefined {
  return typeof key === 'string' && key !== '' ? key : undefined;
}
