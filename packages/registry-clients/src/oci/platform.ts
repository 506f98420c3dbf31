import { z } from 'zod';

/** A platform as image indexes and configs write it (OCI image specification, "Image Index"). */
const platformFacts = z.object({
  architecture: z.string(),
  os: z.string(),
  variant: z.string().optional().catch(undefined),
});

const NAME = /^[a-z0-9_.-]{1,64}$/i;
const UNKNOWN = 'unknown';

/**
 * `os/architecture[/variant]`, as in `linux/amd64` or `linux/arm/v7`; undefined for what is no platform, as in the
 * `unknown/unknown` of an attestation. Every arm64 is of variant v8, so that is not said.
 */
export function platformName(facts: unknown): string | undefined {
  const parsed = platformFacts.safeParse(facts);
  if (!parsed.success) return undefined;
  const { os, architecture, variant = '' } = parsed.data;
  if (![os, architecture].every((part) => NAME.test(part) && part !== UNKNOWN)) return undefined;
  const implied = architecture === 'arm64' && variant === 'v8';
  return [os, architecture, ...(NAME.test(variant) && !implied ? [variant] : [])].join('/');
}
