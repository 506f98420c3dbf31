import { z } from 'zod';

/** What whoever asks may do. */
export const session = z.object({
  mayRead: z.boolean(),
  mayAct: z.boolean(),
});
export type Session = z.output<typeof session>;

/** Asks for a look at an image. */
export const checkRequest = z.strictObject({
  image: z.string().min(1).max(500).describe('An image, such as `ghcr.io/acme/web`; a tag is not needed.'),
});
export type CheckRequest = z.output<typeof checkRequest>;
export const checkAnswer = z.object({ image: z.string().describe('As it is known here.') });
export type CheckAnswer = z.output<typeof checkAnswer>;

const word = {
  id: z.string().min(1).max(2_000).describe("The image field's id."),
  configRepo: z.string().max(200).optional().describe('Where several config repos have a field of that id.'),
  reason: z.string().max(500).optional(),
  by: z.string().max(200).optional().describe('Who says so.'),
};

/** Holds one image field: a commit to `.automator.yaml`. */
export const holdRequest = z.strictObject({
  ...word,
  until: z.iso.datetime({ offset: true }).optional().describe('When it ends; without it, it lasts.'),
});
export type HoldRequest = z.output<typeof holdRequest>;
/** Lifts what holds one image field. */
export const releaseRequest = z.strictObject(word);
export type ReleaseRequest = z.output<typeof releaseRequest>;
export const wordAnswer = z.object({ id: z.string(), configRepo: z.string(), commit: z.string() });
export type WordAnswer = z.output<typeof wordAnswer>;
