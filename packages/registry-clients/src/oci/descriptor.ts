import { z } from 'zod';

/** What an index, a manifest or a list of referrers says of something it refers to. */
export interface Descriptor {
  /** Empty where it does not say. */
  readonly mediaType: string;
  readonly digest: string;
  readonly artifactType?: string | undefined;
  readonly platform?: unknown;
  readonly annotations: Annotations;
}

export type Annotations = Readonly<Record<string, string>>;

export const annotations: z.ZodType<Annotations> = z.record(z.string(), z.string()).catch({});

/** Reads a descriptor (OCI image specification, "Descriptors"); only the digest has to be there. */
export const descriptor: z.ZodType<Descriptor> = z.object({
  mediaType: z.string().catch(''),
  digest: z.string(),
  artifactType: z.string().optional().catch(undefined),
  platform: z.unknown().optional(),
  annotations,
});
