import { z } from 'zod';

/** Something that is wrong, and what to do about it. */
export const fault = z.object({
  where: z.string().describe('The file and line, the host or the config repo that it is about.'),
  code: z.string().describe('One word of a closed list; docs/errors.md says what each means.'),
  message: z.string(),
  next: z.string().describe('The next step for whoever reads this.'),
});
export type Fault = z.output<typeof fault>;

/** An error as RFC 9457 describes it. */
export const problemDetails = z.object({
  type: z.string().default('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string().optional().describe('One word of a closed list, where a program may want to know.'),
  next: z.string().optional().describe('The next step for whoever reads this.'),
});
export type ProblemDetails = z.output<typeof problemDetails>;
