import type { RequestReport } from '@deployment-automator/registry-clients';

/** Counts the requests that each image and each host cost since the process began. */
export interface SpentRequests {
  count(report: RequestReport): void;
  /** In the order in which they were first asked for; what is above the bound is counted under `other`. */
  all(): readonly Spent[];
  /** @param image its canonical name */
  of(image: string): number;
}

export interface Spent {
  readonly host: string;
  /** `registry/repository`, or `other`. */
  readonly image: string;
  readonly requests: number;
}

/** A metric with more series than this is a burden to whoever collects it. */
const imagesAtMost = 2_000;
const other = 'other';

export function countRequests(): SpentRequests {
  const byImage = new Map<string, Spent>();
  return {
    count: ({ host, repository }) => {
      const named = repository === undefined ? other : `${host}/${repository}`;
      const image = byImage.has(`${host} ${named}`) || byImage.size < imagesAtMost ? named : other;
      const key = `${host} ${image}`;
      byImage.set(key, { host, image, requests: (byImage.get(key)?.requests ?? 0) + 1 });
    },
    all: () => [...byImage.values()],
    of: (image) => byImage.get(`${image.slice(0, image.indexOf('/'))} ${image}`)?.requests ?? 0,
  };
}
