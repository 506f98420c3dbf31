import { z } from 'zod';
import { imageId } from './image.ts';
import { pageOf, pageQuery } from './page.ts';
import { time } from './time.ts';

/** What led to a change set. */
export const triggers = ['webhook', 'poll', 'start', 'person', 'unknown'] as const;

/** What happens between the push of an image and the push of the commit, in this order. */
export const stepNames = ['image-pushed', 'noticed', 'listed', 'written'] as const;

export const changeSet = z.object({
  id: z
    .string()
    .describe(
      "The commit's id, or the branch of the pull request; of one that was refused with `#` and its number.",
    ),
  configRepo: z.string(),
  branch: z.string(),
  kind: z.enum(['commit', 'pull-request']),
  state: z.enum(['written', 'open', 'refused']),
  at: time.describe('When it was committed or proposed.'),
  title: z.string(),
  author: z.string(),
  commit: z.string().nullable(),
  url: z.string().nullable().describe('A page for people that shows it, where the forge is known.'),
  trigger: z.enum(triggers),
  steps: z
    .array(z.object({ name: z.enum(stepNames), at: time }))
    .describe('What is remembered of how it came about; steps that are not known are left out.'),
  milliseconds: z
    .int()
    .nullable()
    .describe('From the push of the newest image to the push of the commit, where both are known.'),
  updates: z.array(
    z.object({
      id: z.string().describe("The image field's id."),
      image: z.string(),
      imageId,
      from: z.string(),
      to: z.string(),
    }),
  ),
});
export type ChangeSet = z.output<typeof changeSet>;

export const changeSetDetail = changeSet.extend({
  message: z.string(),
  diff: z.string().describe('As `git diff` prints it; cut after 200 kB.'),
});
export type ChangeSetDetail = z.output<typeof changeSetDetail>;

export const changeSetsQuery = pageQuery.extend({
  image: imageId.optional(),
  configRepo: z.string().max(200).optional(),
});
export const changeSetsPage = pageOf(changeSet);
export type ChangeSetsPage = z.output<typeof changeSetsPage>;
