import type { Cursor } from '../tree/cursor.ts';
import type { Findings, ImageReader } from './found-image.ts';
import { looksLikeImage } from './looks-like-image.ts';
import { walkImages } from './walk-images.ts';

/**
 * A pipeline of GitLab: `image` as text or `{name}`, and `services`, in a job or for all.
 *
 * @see https://docs.gitlab.com/ci/yaml/#image
 */
export const readGitlabCi: ImageReader = (root, findings) => {
  walkImages(root, findings, { nameOf: jobName, enter: readNames });
};

function readNames(at: Cursor, findings: Findings): void {
  const image = at.get('image')?.get('name');
  if (image !== undefined) report(image, at, findings);
  for (const service of at.get('services')?.children() ?? []) {
    report(service.get('name') ?? service, at, findings);
  }
}

function report(at: Cursor, job: Cursor, findings: Findings): void {
  if (at.string === undefined || !looksLikeImage(at.string)) return;
  const name = jobName(job);
  findings.image({ slots: [{ role: 'reference', at }], ...(name === undefined ? {} : { name }) });
}

function jobName({ key }: Cursor): string | undefined {
  return typeof key === 'string' && key !== '' ? key : undefined;
}
