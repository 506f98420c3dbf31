import type { Api, ApiRequest } from './api.ts';
import { deleteBlob, readBlob } from './blobs.ts';
import { deleteManifest, putManifest, readManifest } from './manifests.ts';
import { listReferrers } from './referrers.ts';
import { errorReply, jsonReply, type Reply } from './reply.ts';
import { listTags } from './tags.ts';
import { continueUpload, startUpload } from './uploads.ts';

type Route = (api: Api, request: ApiRequest, repository: string, rest: string) => Reply;

const NAME = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*';

/** Path → what answers it; the first group is the repository, the second what follows. */
const ROUTES: readonly { readonly path: RegExp; readonly methods: Readonly<Record<string, Route>> }[] = [
  { path: new RegExp(`^/v2/(${NAME})/tags/list()$`), methods: { GET: listTags } },
  {
    path: new RegExp(`^/v2/(${NAME})/manifests/([^/]+)$`),
    methods: { GET: readManifest, HEAD: readManifest, PUT: putManifest, DELETE: deleteManifest },
  },
  { path: new RegExp(`^/v2/(${NAME})/referrers/([^/]+)$`), methods: { GET: listReferrers } },
  { path: new RegExp(`^/v2/(${NAME})/blobs/uploads/?()$`), methods: { POST: startUpload } },
  {
    path: new RegExp(`^/v2/(${NAME})/blobs/uploads/([^/]+)$`),
    methods: { GET: continueUpload, PATCH: continueUpload, PUT: continueUpload, DELETE: continueUpload },
  },
  {
    path: new RegExp(`^/v2/(${NAME})/blobs/([^/]+)$`),
    methods: { GET: readBlob, HEAD: readBlob, DELETE: deleteBlob },
  },
];

/** Answers one request of the OCI distribution protocol (specification v1.1, "Endpoints"). */
export function answerApi(api: Api, request: ApiRequest): Reply {
  const { method, url, headers } = request;
  if (url.pathname === '/token' && method === 'GET') return api.guard.token(url, headers['authorization']);
  if (url.pathname === '/v2/' || url.pathname === '/v2') {
    return api.guard.check({ method, authorization: headers['authorization'] }) ?? jsonReply(200, {});
  }
  const own = api.extension?.(request, { tags: (name) => api.store.find(name)?.describeTags() });
  if (own !== undefined) return own;
  for (const { path, methods } of ROUTES) {
    const [matched, repository = '', rest = ''] = path.exec(url.pathname) ?? [];
    if (matched === undefined) continue;
    const refused = api.guard.check({ repository, method, authorization: headers['authorization'] });
    if (refused !== undefined) return refused;
    const route = Object.hasOwn(methods, method) ? methods[method] : undefined;
    return route?.(api, request, repository, rest) ?? unsupported(Object.keys(methods));
  }
  return errorReply(404, 'NAME_INVALID', 'no such endpoint, or the repository name is not valid');
}

function unsupported(methods: readonly string[]): Reply {
  return errorReply(405, 'UNSUPPORTED', 'the operation is unsupported', { allow: methods.join(', ') });
}
