import type { Api, Cause } from './api.ts';
import { reportBlob } from './blobs.ts';
import type { BuiltImage } from './build-image.ts';
import type { StoredManifest } from './image-store.ts';
import { reportPush } from './manifests.ts';

/** Stores an image under every one of the tags, as if pushed at a time (milliseconds since 1970), and reports nothing. */
export function storeImage(
  api: Api,
  repository: string,
  image: BuiltImage,
  tags: readonly string[],
  at: number,
): StoredManifest {
  const opened = api.store.open(repository);
  for (const blob of image.blobs) opened.putBlob(blob);
  return opened.putManifest(image.manifest, image.mediaType, tags, at);
}

/** Stores an image under one tag and sends the notifications that a client's push would have caused. */
export function pushImage(api: Api, repository: string, image: BuiltImage, tag: string): StoredManifest {
  const host = new URL(api.url).host;
  const cause: Cause = { addr: host, method: 'PUT', headers: { host, 'user-agent': 'sandbox' } };
  for (const blob of image.blobs) {
    const digest = api.store.open(repository).putBlob(blob);
    reportBlob(api, cause, repository, { digest, size: blob.length });
  }
  const manifest = storeImage(api, repository, image, [tag], api.now());
  reportPush(api, cause, repository, manifest, tag);
  return manifest;
}
