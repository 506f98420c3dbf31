import type { Api, ApiRequest, Cause } from './api.ts';
import { eventRequest } from './event-request.ts';
import type { Repository, StoredManifest } from './image-store.ts';
import { subjectOf } from './referrers.ts';
import { errorReply, type Reply } from './reply.ts';
import { sha256 } from './sha256.ts';

const TAG = /^\w[\w.-]{0,127}$/;
const MANIFEST_LIMIT_BYTES = 4 * 1024 * 1024;
const INDEX_TYPES: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const MANIFEST_TYPES: readonly string[] = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  ...INDEX_TYPES,
];

/** `GET` and `HEAD /v2/<name>/manifests/<reference>`. */
export function readManifest(api: Api, request: ApiRequest, name: string, reference: string): Reply {
  const manifest = api.store.find(name)?.manifest(decodeURIComponent(reference));
  if (manifest === undefined) return errorReply(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
  // The distribution registry hides a manifest from a client that does not say it can read it.
  const accept = request.headers['accept'] ?? '*/*';
  if (!accept.includes(manifest.mediaType) && !accept.includes('*/*')) {
    return errorReply(404, 'MANIFEST_UNKNOWN', `Accept does not allow ${manifest.mediaType}`);
  }
  return {
    status: 200,
    headers: {
      'content-type': manifest.mediaType,
      'docker-content-digest': manifest.digest,
      etag: `"${manifest.digest}"`,
    },
    body: manifest.bytes,
  };
}

/** `PUT /v2/<name>/manifests/<reference>`: everything that the manifest refers to must be there already. */
export function putManifest(api: Api, request: ApiRequest, name: string, reference: string): Reply {
  const wanted = decodeURIComponent(reference);
  const byDigest = wanted.includes(':');
  if (!byDigest && !TAG.test(wanted)) return errorReply(400, 'TAG_INVALID', 'the tag is not valid');
  if (request.body.length > MANIFEST_LIMIT_BYTES)
    return errorReply(413, 'SIZE_INVALID', 'manifest too large');
  if (byDigest && sha256(request.body) !== wanted) {
    return errorReply(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content');
  }
  const content = parseManifest(request.body, request.headers['content-type']);
  if (content === undefined) return errorReply(400, 'MANIFEST_INVALID', 'manifest invalid');
  const repository = api.store.open(name);
  const missing = content.refers.find((digest) => !holds(repository, digest));
  if (missing !== undefined) {
    return errorReply(400, 'MANIFEST_BLOB_UNKNOWN', `blob unknown to registry: ${missing}`);
  }
  const manifest = repository.putManifest(
    request.body,
    content.mediaType,
    byDigest ? [] : [wanted],
    api.now(),
  );
  reportPush(api, request, name, manifest, byDigest ? undefined : wanted);
  const subject = subjectOf(request.body);
  return {
    status: 201,
    headers: {
      location: `${api.url}/v2/${name}/manifests/${manifest.digest}`,
      'docker-content-digest': manifest.digest,
      ...(api.referrers === undefined || subject === undefined ? {} : { 'oci-subject': subject }),
    },
  };
}

/** `DELETE /v2/<name>/manifests/<reference>`: a tag alone, or a manifest with all its tags. */
export function deleteManifest(api: Api, request: ApiRequest, name: string, reference: string): Reply {
  const wanted = decodeURIComponent(reference);
  const tags = api.store.find(name)?.delete(wanted);
  if (tags === undefined) return errorReply(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
  const gone = [...(wanted.includes(':') ? [{ digest: wanted }] : []), ...tags.map((tag) => ({ tag }))];
  for (const target of gone) {
    api.notifier.notify({
      action: 'delete',
      target: { ...target, repository: name },
      request: eventRequest(request),
    });
  }
  return { status: 202 };
}

/** Reports a manifest's push, with its tag where it has one. */
export function reportPush(
  api: Api,
  request: Cause,
  repository: string,
  manifest: StoredManifest,
  tag: string | undefined,
): void {
  api.notifier.notify({
    action: 'push',
    target: {
      mediaType: manifest.mediaType,
      size: manifest.bytes.length,
      digest: manifest.digest,
      length: manifest.bytes.length,
      repository,
      url: `${api.url}/v2/${repository}/manifests/${manifest.digest}`,
      ...(tag === undefined ? {} : { tag }),
    },
    request: eventRequest(request),
  });
}

function holds(repository: Repository, digest: string): boolean {
  return repository.blobs.has(digest) || repository.manifest(digest) !== undefined;
}

/** The media type and the digests that a manifest or index refers to; undefined when it is neither. */
function parseManifest(
  bytes: Buffer,
  contentType: string | undefined,
): { readonly mediaType: string; readonly refers: readonly string[] } | undefined {
  const value = parseJson(bytes);
  if (value === undefined) return undefined;
  const mediaType = contentType?.split(';')[0]?.trim() ?? String(value['mediaType']);
  if (!MANIFEST_TYPES.includes(mediaType)) return undefined;
  const descriptors = INDEX_TYPES.includes(mediaType)
    ? value['manifests']
    : [value['config'], ...(Array.isArray(value['layers']) ? value['layers'] : [])];
  if (!Array.isArray(descriptors)) return undefined;
  const refers = descriptors.map((one: unknown) => (isRecord(one) ? one['digest'] : undefined));
  return refers.every((digest) => typeof digest === 'string') ? { mediaType, refers } : undefined;
}

function parseJson(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
