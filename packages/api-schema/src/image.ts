import { z } from 'zod';
import { fault } from './fault.ts';
import { pageOf, pageQuery } from './page.ts';
import { time } from './time.ts';

/** Where an image or a binding stands; of an image's bindings the one that needs a person most counts. */
export const states = [
  'conflict',
  'unknown',
  'held',
  'pull-request',
  'pending',
  'refused',
  'no-candidate',
  'above-range',
  'current',
] as const;
export const state = z.enum(states);
export type State = z.output<typeof state>;

export const imageId = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .describe('The first 16 hex digits of the SHA-256 of `registry/repository`.');

/** A binding, as far as a list shows it. */
const bindingSummary = z.object({
  id: z.string().describe("The image field's id: `<file>#<document><pointer>`."),
  configRepo: z.string(),
  environment: z.string().describe("The config repo's name and the file's directory."),
  file: z.string(),
  line: z.int().min(1),
  current: z.string().nullable().describe('The version that stands there.'),
  chosen: z
    .string()
    .nullable()
    .describe('The version that it should move to; null where nothing should move.'),
  state,
});

/** An image and everything that it is bound to, as far as a list shows it. */
export const imageRow = z.object({
  id: imageId,
  image: z.string().describe('`registry/repository`, canonical.'),
  state,
  since: time.nullable().describe('When it came to stand there, where that is known.'),
  reason: z.string().describe('One sentence that says why.'),
  current: z.array(z.string()).describe('The versions that stand in its fields, each once.'),
  chosen: z.array(z.string()).describe('The versions that its fields should move to, each once.'),
  bindings: z.array(bindingSummary),
});
export type ImageRow = z.output<typeof imageRow>;

/** A pull request of ours that is about a binding. */
export const pullRequest = z.object({
  number: z.int(),
  url: z.string(),
  title: z.string(),
  branch: z.string(),
  state: z.enum(['open', 'refused']),
});
export type PullRequest = z.output<typeof pullRequest>;

/** What governs a binding, in its parts: what a decision is made from beside the tags. */
const rule = z.object({
  policy: z.string().describe('Without its filters.'),
  filters: z.array(z.string()),
  suffix: z.string().nullable(),
  allowDown: z.boolean(),
  minAge: z.int().min(0).describe('In milliseconds.'),
});

/** A binding and what was decided for it. */
export const binding = bindingSummary.extend({
  branch: z.string(),
  column: z.int().min(1),
  policy: z.string().describe('The tag policy, with its filters.'),
  rule: rule.optional().describe('The tag policy in its parts; absent where nothing governs the field.'),
  dialect: z.string(),
  writtenAt: z.object({ file: z.string(), line: z.int().min(1) }).describe('Where the policy is written.'),
  group: z.string().nullable(),
  delivery: z.enum(['observe', 'pull-request', 'commit']),
  code: z
    .string()
    .nullable()
    .describe(
      'Why it is held, as one word of docs/holds.md, or bound by nothing, as one of docs/bindings.md.',
    ),
  since: time.nullable(),
  reason: z.string(),
  runnerUp: z.string().nullable().describe('The tag that would be chosen if the chosen one were not there.'),
  pullRequest: pullRequest.nullable(),
});
export type Binding = z.output<typeof binding>;

/** What is known of an image's tags, and how it was learned. */
export const listing = z.object({
  state: z
    .enum(['complete', 'partial', 'failed', 'none'])
    .describe('`none`: the registry was not asked yet.'),
  tags: z.int().min(0),
  readAt: time.nullable().describe('When the tags were last read.'),
  attemptedAt: time.nullable().describe('When the registry was last asked.'),
  problem: fault.nullable(),
});

/** Everything about one image. */
export const imageDetail = imageRow.extend({
  bindings: z.array(binding),
  listing,
  webhookAt: time.nullable().describe('When a webhook last told of it, as far as is remembered.'),
  nextPollAt: time.nullable(),
  requests: z.int().min(0).describe('Requests to its registry since the process began.'),
});
export type ImageDetail = z.output<typeof imageDetail>;

/** A tag that the registry offers, and what a binding makes of it. */
export const candidate = z.object({
  tag: z.string(),
  digest: z.string().nullable(),
  pushedAt: time.nullable(),
  builtAt: time.nullable(),
  firstSeenAt: time.nullable(),
  verdict: z.string().describe('One word of docs/policies.md.'),
  reason: z.string(),
});
export type Candidate = z.output<typeof candidate>;

export const imageSorts = ['image', 'state', 'since'] as const;
export const imagesQuery = pageQuery.extend({
  search: z.string().max(500).optional().describe('Part of the name, of a file or of a version.'),
  state: z
    .union([state, z.array(state)])
    .optional()
    .describe('Only images that stand there; may be given several times.'),
  configRepo: z.string().max(200).optional(),
  sort: z.enum(imageSorts).default('state'),
  order: z.enum(['asc', 'desc']).default('asc'),
});

/** A page of images, and how many there are in each state before the filter on states. */
export const imagesPage = pageOf(imageRow).extend({
  counts: z.partialRecord(state, z.int().min(0)),
});
export type ImagesPage = z.output<typeof imagesPage>;

export const candidatesQuery = pageQuery.extend({
  binding: z.string().max(2_000).describe("The image field's id."),
  configRepo: z.string().max(200).optional().describe('Where several config repos have a field of that id.'),
  search: z.string().max(500).optional().describe('Part of the tag.'),
});
export const candidatesPage = pageOf(candidate).extend({
  policy: z.string(),
  current: z.string().nullable(),
});
export type CandidatesPage = z.output<typeof candidatesPage>;
