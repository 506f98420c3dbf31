import { z } from 'zod';

/** The most items that one answer holds. */
export const itemsAtMost = 500;

/** Which part of a long list is wanted. */
export const pageQuery = z.object({
  offset: z.coerce.number().int().min(0).default(0).describe('How many items to leave out from the start.'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(itemsAtMost)
    .default(100)
    .describe('How many items to give at most.'),
});

/** A part of a list, and how long the whole list is. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    total: z.int().min(0).describe('How many items the whole list has.'),
    offset: z.int().min(0),
    limit: z.int().min(1),
  });
}
