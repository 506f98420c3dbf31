import { z } from 'zod';

/** A field that is a text or, where it is missing or something else, of no interest. */
export const optionalText: z.ZodCatch<z.ZodOptional<z.ZodString>> = z.string().optional().catch(undefined);
