import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { RegistryError, type Subject } from '../registry-error.ts';

/**
 * Reads a whole body, unpacked where it is gzipped, up to a limit in bytes.
 *
 * @throws RegistryError `too-large` beyond the limit, `bad-answer` for another encoding.
 */
export async function readBody(
  subject: Subject,
  body: Readable,
  encoding: string | undefined,
  limit: number,
): Promise<Buffer> {
  const packed = encoding?.toLowerCase() ?? 'identity';
  if (packed !== 'identity' && packed !== 'gzip') {
    throw new RegistryError('bad-answer', subject, 'its answer has an encoding that was not asked for');
  }
  const chunks: Buffer[] = [];
  let length = 0;
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      length += chunk.length;
      if (length > limit) throw new RangeError('over the limit');
      chunks.push(chunk);
    }
  };
  try {
    if (packed === 'gzip') await pipeline(body, createGunzip(), collect);
    else await pipeline(body, collect);
  } catch (error) {
    // Ending a pipeline early can surface as any of its streams' errors.
    if (length <= limit) throw error;
    throw new RegistryError('too-large', subject, `its answer is longer than ${limit} bytes`);
  }
  return Buffer.concat(chunks);
}
