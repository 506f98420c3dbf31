import type { FastifyRequest } from 'fastify';

/** By lower-case name; a header that came several times is joined, as RFC 9110 lets it be. */
export function headersOf({ headers }: Pick<FastifyRequest, 'headers'>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
