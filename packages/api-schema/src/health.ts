import { z } from 'zod';
import { configRepo } from './config-repo.ts';
import { fault } from './fault.ts';
import { time } from './time.ts';

/** A host that is asked, as this process knows it. */
const host = z.object({
  host: z.string(),
  lastAnswerAt: time.nullable(),
  lastStatus: z.int().nullable(),
  requests: z.int().min(0).describe('Since the process began.'),
  pausedUntil: time.nullable().describe('It is left alone until then.'),
  limit: z
    .object({ remaining: z.int(), resetsAt: time.nullable() })
    .nullable()
    .describe('What it says is left of its rate limit.'),
  fault: fault.nullable(),
});

export const registryHealth = host.extend({ images: z.int().min(0) });
export type RegistryHealth = z.output<typeof registryHealth>;
export const forgeHealth = host.extend({ kind: z.string(), configRepos: z.array(z.string()) });
export type ForgeHealth = z.output<typeof forgeHealth>;

/** How everything is that the service depends on. */
export const health = z.object({
  status: z.enum(['ok', 'faults']),
  version: z.string(),
  startedAt: time,
  mode: z.enum(['embedded', 'redis']),
  queue: z.object({ waiting: z.int().min(0), running: z.int().min(0) }),
  registries: z.array(registryHealth),
  configRepos: z.array(configRepo),
  forges: z.array(forgeHealth),
  faults: z.array(fault).describe('Everything that is wrong now, worst first.'),
});
export type Health = z.output<typeof health>;
