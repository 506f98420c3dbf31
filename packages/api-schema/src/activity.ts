import { z } from 'zod';
import { imageId } from './image.ts';
import { pageOf, pageQuery } from './page.ts';
import { time } from './time.ts';

/** What can happen. */
export const activityKinds = [
  'webhook',
  'check',
  'config-repo',
  'commit',
  'pull-request',
  'word',
  'failure',
] as const;

/** Something that happened, for a person to read and for a page to know what to ask for again. */
export const activity = z.object({
  id: z.string().describe('Later ones have greater ids, compared as text.'),
  at: time,
  kind: z.enum(activityKinds),
  message: z.string(),
  image: z.string().optional(),
  imageId: imageId.optional(),
  tag: z.string().optional(),
  configRepo: z.string().optional(),
  commit: z.string().optional(),
  url: z.string().optional(),
  code: z.string().optional(),
  next: z.string().optional(),
});
export type Activity = z.output<typeof activity>;
export type ActivityKind = Activity['kind'];

export const activityQuery = pageQuery.extend({
  image: imageId.optional(),
  kind: z.enum(activityKinds).optional(),
});
/** Newest first. */
export const activityPage = pageOf(activity);
export type ActivityPage = z.output<typeof activityPage>;
