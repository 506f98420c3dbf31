import { activity, activityPage, activityQuery } from '@deployment-automator/api-schema';
import { z } from 'zod';
import type { ActivityLog } from '../../activity/index.ts';
import { createEventStreams, type EventStreamsOptions } from './event-streams.ts';
import { type ApiRoute, route, streamRoute } from './route.ts';

/** More entries than any log keeps. */
const all = 100_000;

/** What happened lately, as a list and live. */
export function activityRoutes(
  log: Pick<ActivityLog, 'recent' | 'follow'>,
  options?: EventStreamsOptions,
): readonly ApiRoute[] {
  const streams = createEventStreams(options);
  return [
    route({
      method: 'GET',
      path: '/api/v1/activity',
      name: 'listActivity',
      summary: 'Lists what happened lately, newest first.',
      access: 'read',
      asks: z.object({ query: activityQuery }),
      answer: activityPage,
      problems: [503],
      handle: async ({ query: { offset, limit, image, kind } }) => {
        const found = await log.recent({ imageId: image, kind }, all);
        return { items: found.slice(offset, offset + limit), total: found.length, offset, limit };
      },
    }),
    streamRoute({
      method: 'GET',
      path: '/api/v1/events',
      name: 'followActivity',
      summary:
        'Sends what happens, as server-sent events named `activity`. After a break it goes on behind `Last-Event-ID`; where that is too old it sends `reset`, and what was shown is to be asked for again.',
      access: 'read',
      asks: z.object({ headers: z.object({ 'last-event-id': z.string().max(100).optional() }) }),
      answer: activity,
      problems: [503],
      stream: async ({ headers: { 'last-event-id': afterId } }, reply) =>
        streams.open(reply, (send) =>
          log.follow(
            {
              entry: (entry) => send({ event: 'activity', id: entry.id, data: entry }),
              reset: (newest) => send({ event: 'reset', id: newest, data: {} }),
            },
            afterId,
          ),
        ),
      close: streams.close,
    }),
  ];
}
