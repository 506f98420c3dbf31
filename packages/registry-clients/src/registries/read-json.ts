import type { z } from 'zod';
import { RegistryError } from '../registry-error.ts';
import type { Answer } from '../transport/exchange.ts';
import { parseJson } from '../transport/parse-json.ts';
import { statusError } from '../transport/status-error.ts';
import type { AdapterContext } from './registry-adapter.ts';

/**
 * The JSON of a good answer of a registry's own API.
 *
 * @throws RegistryError for any other status, and for a shape that is not as documented.
 */
export function readJson<Shape>(
  { subject, now }: Pick<AdapterContext, 'now' | 'subject'>,
  answer: Answer,
  shape: z.ZodType<Shape>,
): Shape {
  if (answer.status === 401) {
    const what = `${answer.url.host} refuses these credentials for its API`;
    throw new RegistryError('unauthorized', subject, what, { status: 401 });
  }
  if (answer.status !== 200) throw statusError(subject, answer, now());
  const parsed = shape.safeParse(parseJson(subject, answer));
  if (parsed.success) return parsed.data;
  // No cause: a parser's message quotes what it read.
  throw new RegistryError('bad-answer', subject, `${answer.url.host} answers in a shape that is not known`);
}
