import { z } from 'zod';

/** A time in RFC 3339, in UTC. */
export const time = z.iso.datetime().describe('RFC 3339, in UTC.');
