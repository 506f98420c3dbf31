import { z } from 'zod';
import type { Access } from '../access.ts';
import { RegistryError, type Subject } from '../registry-error.ts';
import type { Answer } from '../transport/exchange.ts';
import { parseJson } from '../transport/parse-json.ts';
import { statusError } from '../transport/status-error.ts';
import { type Annotations, annotations, type Descriptor, descriptor } from './descriptor.ts';
import { digestOf, hasDigest } from './digest.ts';
import { acceptedManifests, manifestKind } from './media-types.ts';

/** The least that a registry has to support, and so the most that anybody pushes. */
export const manifestLimitBytes: number = 4 * 1024 * 1024;

const manifestBody = z.object({
  schemaVersion: z.number(),
  mediaType: z.string().optional().catch(undefined),
  manifests: z.array(descriptor).optional(),
  config: descriptor.optional(),
  annotations,
});

/** An image manifest, or an index of several. */
export interface Manifest {
  readonly digest: string;
  readonly annotations: Annotations;
  /** What an index lists; left out for a manifest. */
  readonly children?: readonly Descriptor[];
  /** The config of a manifest; left out for an index. */
  readonly config?: Descriptor;
}

/**
 * Fetches a manifest or an index by tag or digest; undefined where there is none. Its digest is that of the bytes
 * that came, and when one was asked for, it is that one (OCI distribution specification, "Pulling manifests").
 *
 * @throws RegistryError
 */
export async function fetchManifest(access: Access, reference: string): Promise<Manifest | undefined> {
  const { endpoint, repository, subject } = access;
  const answer = await access.ask({
    kind: 'manifest',
    method: 'GET',
    url: new URL(`${endpoint.origin}/v2/${repository}/manifests/${reference}`),
    accept: acceptedManifests,
    limit: manifestLimitBytes,
  });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw statusError(subject, answer, access.now());
  const body = readBody(subject, answer);
  const byDigest = reference.includes(':');
  if (byDigest && !hasDigest(answer.body, reference)) {
    throw new RegistryError('bad-answer', subject, 'its answer does not have the digest that was asked for');
  }
  const digest = byDigest ? reference : digestOf(answer.body);
  const common = { digest, annotations: body.annotations };
  if (body.kind === 'index') return { ...common, children: body.manifests ?? [] };
  return { ...common, ...(body.config === undefined ? {} : { config: body.config }) };
}

/** Only a manifest has a digest worth having: the page of a login proxy is also 200 and has bytes. */
function readBody(
  subject: Subject,
  answer: Answer,
): z.infer<typeof manifestBody> & { readonly kind: 'index' | 'manifest' } {
  const parsed = manifestBody.safeParse(parseJson(subject, answer));
  if (!parsed.success) throw new RegistryError('bad-answer', subject, 'its answer is not an image manifest');
  const { data } = parsed;
  const said = manifestKind(answer.headers['content-type']);
  const written = manifestKind(data.mediaType);
  refuseSchema1(subject, data.schemaVersion === 1 || written === 'schema-1');
  // One document must not be an index for one reader and a manifest for another.
  if (said !== undefined && written !== undefined && said !== written) {
    throw new RegistryError('bad-answer', subject, 'its answer is of two kinds of manifest at once');
  }
  const kind = written ?? said ?? (data.manifests === undefined ? 'manifest' : 'index');
  return { ...data, kind: kind === 'index' ? 'index' : 'manifest' };
}

/** @throws RegistryError `unsupported-manifest` where one was found. */
export function refuseSchema1(subject: Subject, found: boolean): void {
  if (!found) return;
  const what = 'the image has a manifest of schema 1, which has no usable digest';
  throw new RegistryError('unsupported-manifest', subject, what);
}
