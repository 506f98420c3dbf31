import type { FastifyInstance } from 'fastify';
import { ApiProblem } from './api-problem.ts';

/** What people ask for is small; bytes. */
export const bodyLimit: number = 16 * 1024;

/** Takes JSON and nothing else in the routes of this plugin, while webhooks keep their raw bytes. */
export function takeJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit },
    (_request, text, done) => {
      try {
        done(null, JSON.parse(text.toString()));
      } catch {
        done(new ApiProblem('bad-request', 'the body is not JSON', { next: 'send a JSON object' }));
      }
    },
  );
}
