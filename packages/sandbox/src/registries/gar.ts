import { jsonReply } from '../registry/reply.ts';
import { byDigest } from './by-digest.ts';
import { basicOf, type RegistryFake } from './registry-fake.ts';

/** Google's list of tags: everything at once, with a map of digests; numbers are strings, some build times 0. */
export const garFake: RegistryFake = ({ credentials }) => ({
  auth: credentials === undefined ? 'none' : 'basic',
  extension({ url, headers }, contents) {
    const [matched, name = ''] = /^\/v2\/(.+)\/tags\/list$/.exec(url.pathname) ?? [];
    if (matched === undefined) return undefined;
    const known = credentials === undefined || headers['authorization'] === basicOf(credentials);
    const tags = contents.tags(name);
    // The door and unknown names are those of every registry.
    if (!known || tags === undefined) return undefined;
    const manifest = byDigest(tags).map((one, at) => [
      one.digest,
      {
        imageSizeBytes: `${one.size}`,
        layerId: '',
        mediaType: one.mediaType,
        tag: one.tags.map((tag) => tag.name),
        timeCreatedMs: at % 2 === 0 ? '0' : `${one.uploadedAt - 5000}`,
        timeUploadedMs: `${one.uploadedAt}`,
      },
    ]);
    return jsonReply(200, {
      child: [],
      manifest: Object.fromEntries(manifest),
      name,
      tags: tags.map((one) => one.name),
    });
  },
});
