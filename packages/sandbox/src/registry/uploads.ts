import { randomUUID } from 'node:crypto';
import type { Api, ApiRequest } from './api.ts';
import { reportBlob } from './blobs.ts';
import { errorReply, type Reply } from './reply.ts';
import { sha256 } from './sha256.ts';

/** `POST /v2/<name>/blobs/uploads/`: begins an upload, takes a whole blob (`digest`), or mounts one. */
export function startUpload(api: Api, request: ApiRequest, repository: string): Reply {
  const query = request.url.searchParams;
  const digest = query.get('digest');
  if (digest !== null) return finish(api, request, repository, request.body, digest);
  const mount = query.get('mount');
  const from = query.get('from');
  const mounted = mount !== null && from !== null ? api.store.find(from)?.blobs.get(mount) : undefined;
  if (mounted !== undefined && from !== null) {
    const stored = api.store.open(repository).putBlob(mounted);
    reportBlob(api, request, repository, { digest: stored, size: mounted.length, fromRepository: from });
    return created(api, repository, stored);
  }
  const id = randomUUID();
  api.uploads.set(id, { repository, bytes: Buffer.alloc(0) });
  return progress(api, repository, id, 0, 202);
}

/** `GET`, `PATCH`, `PUT` and `DELETE /v2/<name>/blobs/uploads/<id>`: where it stands, more, the end, or never. */
export function continueUpload(api: Api, request: ApiRequest, repository: string, id: string): Reply {
  const upload = api.uploads.get(id);
  if (upload?.repository !== repository) {
    return errorReply(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
  }
  if (request.method === 'GET') return progress(api, repository, id, upload.bytes.length, 204);
  if (request.method === 'DELETE') {
    api.uploads.delete(id);
    return { status: 204 };
  }
  const range = request.headers['content-range'];
  if (range !== undefined && Number(/^\d+/.exec(range)?.[0]) !== upload.bytes.length) {
    return errorReply(416, 'RANGE_INVALID', 'the chunk does not begin where the upload stands');
  }
  upload.bytes = Buffer.concat([upload.bytes, request.body]);
  if (request.method === 'PATCH') return progress(api, repository, id, upload.bytes.length, 202);
  api.uploads.delete(id);
  return finish(api, request, repository, upload.bytes, request.url.searchParams.get('digest') ?? '');
}

function finish(api: Api, request: ApiRequest, repository: string, bytes: Buffer, digest: string): Reply {
  if (sha256(bytes) !== digest) {
    return errorReply(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content');
  }
  api.store.open(repository).putBlob(bytes);
  reportBlob(api, request, repository, { digest, size: bytes.length });
  return created(api, repository, digest);
}

function created(api: Api, repository: string, digest: string): Reply {
  const location = `${api.url}/v2/${repository}/blobs/${digest}`;
  return { status: 201, headers: { location, 'docker-content-digest': digest } };
}

function progress(api: Api, repository: string, id: string, received: number, status: number): Reply {
  return {
    status,
    headers: {
      location: `${api.url}/v2/${repository}/blobs/uploads/${id}`,
      'docker-upload-uuid': id,
      range: `0-${Math.max(0, received - 1)}`,
    },
  };
}
