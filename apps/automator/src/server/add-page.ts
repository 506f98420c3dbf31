import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problem-details.ts';

/**
 * The dashboard at `/`, as static files.
 *
 * @param folder where the built page is; without it the service runs all the same, and says how to build it
 */
export function addPage(root: FastifyInstance, folder: string): void {
  if (!existsSync(join(folder, 'index.html'))) {
    root.get('/', (_request, reply) =>
      sendProblem(reply, {
        status: 404,
        title: 'Not built',
        detail: 'the dashboard was not built; the API and the webhooks work without it',
        next: 'run npm run build in the checkout, then start the service again',
      }),
    );
    return;
  }
  root.register(fastifyStatic, {
    root: folder,
    // Each file is a route of its own, so that what is not there is answered as everywhere.
    wildcard: false,
    // The build puts each text beside itself in the encodings of browsers.
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Vite puts a hash of its content into the name of every file in assets/.
      const isHashed = path.startsWith(join(folder, 'assets'));
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
