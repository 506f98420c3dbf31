import { createHash } from 'node:crypto';
import { isDigest } from '@deployment-automator/image-reference';
import { z } from 'zod';
import type { AuthorizedExchange } from '../auth/authorized-exchange.ts';
import type { Endpoint } from '../endpoint.ts';
import { RegistryError, type Subject } from '../registry-error.ts';
import type { Answer } from '../transport/exchange.ts';
import { parseJson } from '../transport/parse-json.ts';
import { statusError } from '../transport/status-error.ts';

/**
 * Every kind of manifest that is deployed, on every request: a registry that misses one may hide the image, choose
 * one platform of an index, or convert the manifest, and each of these gives another digest.
 */
const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** The least that a registry has to support, and so the most that anybody pushes. */
const LIMIT_BYTES = 4 * 1024 * 1024;
/** Registries that do not know HEAD. */
const HEAD_UNSUPPORTED: readonly number[] = [405, 501];
/** The digest of a schema 1 manifest is not that of its bytes, and no runtime pulls it any more. */
const SCHEMA_1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;

const manifest = z.object({ schemaVersion: z.number() });

/**
 * The digest that a tag points at, by HEAD, which costs least and is no pull on Docker Hub; undefined where there
 * is no such tag. Where HEAD is not known or names no digest, the manifest is fetched and its own bytes are hashed
 * (OCI distribution specification, "Pulling manifests").
 *
 * @throws RegistryError
 */
export async function resolveTag(
  ask: AuthorizedExchange,
  endpoint: Endpoint,
  wanted: { readonly repository: string; readonly tag: string },
  now: () => number,
  signal: AbortSignal | undefined,
): Promise<{ readonly digest: string } | undefined> {
  const { repository, tag } = wanted;
  const subject = { host: endpoint.host, repository };
  const url = new URL(`${endpoint.origin}/v2/${repository}/manifests/${tag}`);
  const question = { repository, kind: 'manifest', url, accept: ACCEPT, limit: LIMIT_BYTES, signal } as const;

  const head = await ask(endpoint, { ...question, method: 'HEAD' });
  if (head.status === 404) return undefined;
  if (!HEAD_UNSUPPORTED.includes(head.status)) {
    if (head.status !== 200) throw statusError(subject, head, now());
    refuseSchema1(subject, SCHEMA_1.test(head.headers['content-type'] ?? ''));
    const digest = head.headers['docker-content-digest'];
    if (digest !== undefined && isDigest(digest)) return { digest };
  }

  const answer = await ask(endpoint, { ...question, method: 'GET' });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw statusError(subject, answer, now());
  return { digest: digestOf(subject, answer) };
}

/** Only a manifest has a digest worth having: the page of a login proxy is also 200 and has bytes. */
function digestOf(subject: Subject, answer: Answer): string {
  const parsed = manifest.safeParse(parseJson(subject, answer));
  if (!parsed.success) throw new RegistryError('bad-answer', subject, 'its answer is not an image manifest');
  refuseSchema1(subject, parsed.data.schemaVersion === 1);
  return `sha256:${createHash('sha256').update(answer.body).digest('hex')}`;
}

function refuseSchema1(subject: Subject, found: boolean): void {
  if (!found) return;
  const what = 'the image has a manifest of schema 1, which has no usable digest';
  throw new RegistryError('unsupported-manifest', subject, what);
}
