import { z } from 'zod';
import type { Access } from '../access.ts';
import { RegistryError } from '../registry-error.ts';
import { parseJson } from '../transport/parse-json.ts';
import { statusError } from '../transport/status-error.ts';
import { hasDigest } from './digest.ts';

const LIMIT_BYTES = 8 * 1024 * 1024;

const imageConfig = z.object({
  created: z.string().optional().catch(undefined),
  architecture: z.string().optional().catch(undefined),
  os: z.string().optional().catch(undefined),
  variant: z.string().optional().catch(undefined),
  config: z
    .object({
      Labels: z.record(z.string(), z.string()).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
});

/** What an image says of itself (OCI image specification, "Image Configuration"). */
export interface ImageConfig {
  readonly created?: string | undefined;
  readonly architecture?: string | undefined;
  readonly os?: string | undefined;
  readonly variant?: string | undefined;
  readonly config?:
    | { readonly Labels?: Readonly<Record<string, string>> | null | undefined }
    | null
    | undefined;
}

/**
 * Fetches the config of an image, which often lies on another host that the registry redirects to.
 *
 * @throws RegistryError; `bad-answer` also for other bytes than the digest names.
 */
export async function fetchConfig(access: Access, digest: string): Promise<ImageConfig> {
  const { endpoint, repository, subject } = access;
  const answer = await access.ask({
    kind: 'config',
    method: 'GET',
    url: new URL(`${endpoint.origin}/v2/${repository}/blobs/${digest}`),
    accept: '*/*',
    limit: LIMIT_BYTES,
  });
  if (answer.status !== 200) throw statusError(subject, answer, access.now());
  if (!hasDigest(answer.body, digest)) {
    const what = 'the config of the image does not have the digest that its manifest names';
    throw new RegistryError('bad-answer', subject, what);
  }
  const parsed = imageConfig.safeParse(parseJson(subject, answer));
  if (!parsed.success) throw new RegistryError('bad-answer', subject, 'the config of the image is not one');
  return parsed.data;
}
