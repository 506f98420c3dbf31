import { z } from 'zod';
import { Secret } from './secret.ts';

/** A text that is not empty. */
export const text: z.ZodPreprocess<z.ZodString> = z.preprocess(
  (value) => (value instanceof Secret ? value.reveal() : value),
  z.string().min(1),
);

const written = z.union([z.string().min(1), z.instanceof(Secret)], {
  error: 'expected a text, ${NAME} or ${file:PATH}',
});

/** A text that is never shown. */
export const secret: z.ZodPipe<typeof written, z.ZodTransform<Secret, string | Secret>> = written.transform(
  (value) => (value instanceof Secret ? value : new Secret(() => value)),
);

/** A registry's host, or the beginning of its images' names. */
export const hostAndPath: typeof text = text.refine(
  (value) => /^[A-Za-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]*[a-z0-9])?$/.test(value),
  'a host, or a host and a path, such as registry.example.org:5000 or acme.jfrog.io/docker',
);
