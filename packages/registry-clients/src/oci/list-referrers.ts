import { isDigest } from '@deployment-automator/image-reference';
import { z } from 'zod';
import type { Access } from '../access.ts';
import type { Referrer } from '../registry-client.ts';
import { RegistryError, type Subject } from '../registry-error.ts';
import type { Worth } from '../transport/answer-worth.ts';
import type { Answer } from '../transport/exchange.ts';
import { parseJson } from '../transport/parse-json.ts';
import { statusError } from '../transport/status-error.ts';
import { cosignReferrers } from './cosign-tags.ts';
import { type Descriptor, descriptor } from './descriptor.ts';
import { fetchManifest, manifestLimitBytes } from './fetch-manifest.ts';
import { imageTexts } from './image-texts.ts';
import { nextPage, worthOfPage } from './next-page.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';
/** How registries say that they do not know this API. */
const UNKNOWN_API: readonly number[] = [400, 404, 405, 406, 501];
const MOST_PAGES = 100;
const MOST_REFERRERS = 10_000;

const page = z.object({ manifests: z.array(descriptor).nullable() });

/**
 * Lists what refers to an image (OCI distribution specification, "Listing Referrers"), and what cosign put beside it.
 *
 * @throws RegistryError when the list cannot be had to its end.
 */
export async function listReferrers(
  access: Access,
  digest: string,
  artifactType: string | undefined,
): Promise<readonly Referrer[]> {
  const listed = (await byApi(access, digest, artifactType)) ?? (await byTag(access, digest, artifactType));
  const named = new Map(listed.filter((one) => isDigest(one.digest)).map((one) => [one.digest, one]));
  const beside = artifactType === undefined ? await cosignReferrers(access, digest) : [];
  return [...[...named.values()].map(referrer), ...beside];
}

/** Undefined where the registry has no such API. */
async function byApi(
  access: Access,
  digest: string,
  artifactType: string | undefined,
): Promise<readonly Descriptor[] | undefined> {
  const { endpoint, repository, subject } = access;
  const found: Descriptor[] = [];
  const visited = new Set<string>();
  let url: URL | undefined = new URL(`${endpoint.origin}/v2/${repository}/referrers/${digest}`);
  if (artifactType !== undefined) url.searchParams.set('artifactType', artifactType);
  while (url !== undefined) {
    if (visited.has(url.href) || visited.size === MOST_PAGES || found.length > MOST_REFERRERS) {
      throw new RegistryError('endless-list', subject, 'its list of referrers does not end');
    }
    const first = visited.size === 0;
    visited.add(url.href);
    const answer: Answer = await access.ask({
      kind: 'referrers',
      method: 'GET',
      url,
      accept: INDEX,
      limit: manifestLimitBytes,
      worth: worthOfExtraPage,
    });
    if (first && UNKNOWN_API.includes(answer.status)) return undefined;
    if (answer.status !== 200) throw statusError(subject, answer, access.now());
    const listed = readPage(subject, answer);
    // Some send every path that they do not know to a page for people.
    if (listed === undefined && first) return undefined;
    if (listed === undefined) throw new RegistryError('bad-answer', subject, 'its answer lists no referrers');
    const filtered = (answer.headers['oci-filters-applied'] ?? '').split(/[ ,]+/).includes('artifactType');
    for (const one of filtered ? listed : ofType(listed, artifactType)) found.push(one);
    url = nextPage(subject, answer.headers, url);
  }
  return found;
}

/** The tag that holds the list where the API is missing ("Referrers Tag Schema"); no such tag is an empty list. */
async function byTag(
  access: Access,
  digest: string,
  artifactType: string | undefined,
): Promise<readonly Descriptor[]> {
  const [algorithm = '', hex = ''] = digest.split(':');
  const index = await fetchManifest(access, `${algorithm}-${hex.slice(0, 64)}`);
  return ofType(index?.children ?? [], artifactType);
}

function worthOfExtraPage(answer: Answer): Worth {
  return worthOfPage(answer) === 'well' ? 'well' : 'nothing';
}

function readPage(subject: Subject, answer: Answer): readonly Descriptor[] | undefined {
  try {
    const parsed = page.safeParse(parseJson(subject, answer));
    return parsed.success ? (parsed.data.manifests ?? []) : undefined;
  } catch {
    return undefined;
  }
}

function ofType(listed: readonly Descriptor[], artifactType: string | undefined): readonly Descriptor[] {
  return artifactType === undefined ? listed : listed.filter((one) => one.artifactType === artifactType);
}

function referrer({ digest, artifactType = '', annotations }: Descriptor): Referrer {
  return { digest, annotations: imageTexts([annotations]), ...(artifactType === '' ? {} : { artifactType }) };
}
