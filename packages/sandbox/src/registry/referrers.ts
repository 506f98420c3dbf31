import type { Api, ApiRequest } from './api.ts';
import type { StoredManifest } from './image-store.ts';
import { errorReply, type Reply } from './reply.ts';

/** How a registry lists what refers to an image. */
export interface ReferrersStyle {
  /** The most on one page. Default: all. */
  readonly pageSize?: number;
  /** It sends all types, whatever type is asked for. Default: `false`. */
  readonly ignoresType?: boolean;
}

const INDEX = 'application/vnd.oci.image.index.v1+json';

interface Listed {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType: string | undefined;
  readonly annotations: unknown;
}

/** `GET /v2/<name>/referrers/<digest>?artifactType=`: the manifests whose `subject` this digest is, as an index. */
export function listReferrers(api: Api, request: ApiRequest, repository: string, digest: string): Reply {
  const style = api.referrers;
  if (style === undefined) return errorReply(404, 'UNSUPPORTED', 'no such endpoint');
  const wanted = decodeURIComponent(digest);
  const query = request.url.searchParams;
  const type = style.ignoresType === true ? null : query.get('artifactType');
  const all = (api.store.find(repository)?.manifests ?? [])
    .filter(({ bytes }) => subjectOf(bytes) === wanted)
    .map(listed)
    .filter(({ artifactType }) => type === null || artifactType === type);

  const start = Number(query.get('start') ?? 0);
  const end = start + (style.pageSize ?? all.length);
  const next = new URL(request.url);
  next.searchParams.set('start', String(end));
  return {
    status: 200,
    headers: {
      'content-type': INDEX,
      ...(type === null ? {} : { 'oci-filters-applied': 'artifactType' }),
      ...(end < all.length ? { link: `<${next.pathname}${next.search}>; rel="next"` } : {}),
    },
    body: JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: all.slice(start, end) }),
  };
}

/** The digest of the manifest that a stored one refers to. */
export function subjectOf(bytes: Buffer): string | undefined {
  const digest: unknown = JSON.parse(bytes.toString('utf8')).subject?.digest;
  return typeof digest === 'string' ? digest : undefined;
}

function listed({ mediaType, digest, bytes }: StoredManifest): Listed {
  const { artifactType, config, annotations } = JSON.parse(bytes.toString('utf8'));
  return {
    mediaType,
    digest,
    size: bytes.length,
    artifactType: artifactType ?? config?.mediaType,
    annotations,
  };
}
