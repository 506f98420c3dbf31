/**
 * Reads a whole body as text. The limit is in bytes, after any compression is undone.
 *
 * @throws RangeError beyond the limit, and whatever ends the stream early.
 */
export async function readCapped(response: Response, limit: number): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > limit) throw new RangeError(`longer than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
