import { z } from 'zod';
import { fault } from './fault.ts';
import { state } from './image.ts';
import { pageOf } from './page.ts';
import { time } from './time.ts';

export const configRepo = z.object({
  name: z.string(),
  url: z.string().describe('Without credentials.'),
  branch: z.string(),
  commit: z.string().nullable().describe('The newest that was read.'),
  seenAt: time.nullable().describe('When the remote was last seen.'),
  nextPollAt: time.nullable(),
  writeBack: z.enum(['observe', 'pull-request', 'commit']),
  forge: z.string().nullable(),
  dialects: z.array(z.string()),
  frozen: z.string().nullable().describe('Why nothing is written; null where it is not frozen.'),
  bindings: z.partialRecord(state, z.int().min(0)),
  fault: fault.nullable().describe('Why it could not be read or written.'),
  problems: z.array(fault).describe('What its files say wrongly.'),
});
export type ConfigRepo = z.output<typeof configRepo>;

export const configReposPage = pageOf(configRepo);
export type ConfigReposPage = z.output<typeof configReposPage>;
