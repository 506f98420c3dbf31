import type { Api, ApiRequest, Cause } from './api.ts';
import { eventRequest } from './event-request.ts';
import { errorReply, type Reply } from './reply.ts';

const BLOB_TYPE = 'application/octet-stream';

/** `GET` and `HEAD /v2/<name>/blobs/<digest>`. */
export function readBlob(api: Api, _request: ApiRequest, name: string, digest: string): Reply {
  const wanted = decodeURIComponent(digest);
  const body = api.store.find(name)?.blobs.get(wanted);
  if (body === undefined) return errorReply(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
  return { status: 200, headers: { 'content-type': BLOB_TYPE, 'docker-content-digest': wanted }, body };
}

/** `DELETE /v2/<name>/blobs/<digest>`. */
export function deleteBlob(api: Api, _request: ApiRequest, name: string, digest: string): Reply {
  const deleted = api.store.find(name)?.blobs.delete(decodeURIComponent(digest)) === true;
  return deleted ? { status: 202 } : errorReply(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
}

/** Reports a blob that was pushed, or mounted from another repository; receivers are to ignore both. */
export function reportBlob(
  api: Api,
  request: Cause,
  repository: string,
  blob: { readonly digest: string; readonly size: number; readonly fromRepository?: string },
): void {
  api.notifier.notify({
    action: blob.fromRepository === undefined ? 'push' : 'mount',
    target: {
      mediaType: BLOB_TYPE,
      size: blob.size,
      digest: blob.digest,
      length: blob.size,
      repository,
      ...(blob.fromRepository === undefined ? {} : { fromRepository: blob.fromRepository }),
      url: `${api.url}/v2/${repository}/blobs/${blob.digest}`,
    },
    request: eventRequest(request),
  });
}
