import { jsonReply, type Reply } from '../registry/reply.ts';
import type { ForgeRequest, ForgeSite } from './dialect.ts';
import { errorAnswer } from './github-answers.ts';

/** Where an App turns its signed word into a token that lives an hour. Undefined for every other path. */
export function githubApp(
  site: ForgeSite,
  request: ForgeRequest,
  scheme: string,
  credential: string | undefined,
): Reply | undefined {
  const path = request.url.pathname;
  const installation = /^\/api\/v3\/repos\/([^/]+\/[^/]+)\/installation$/.exec(path)?.[1];
  const token = /^\/api\/v3\/app\/installations\/\d+\/access_tokens$/.test(path);
  if (installation === undefined && !token) return undefined;
  if (scheme.toLowerCase() !== 'bearer' || credential?.split('.').length !== 3) {
    return errorAnswer(401, 'A JSON web token could not be decoded');
  }
  if (installation !== undefined) {
    return installation === site.repository
      ? jsonReply(200, { id: 7, app_id: 1 })
      : errorAnswer(404, 'Not Found');
  }
  const expires = new Date(site.now() + 3_600_000).toISOString();
  return jsonReply(201, { token: site.installationToken(), expires_at: expires, permissions: {} });
}
