import { dialectNames } from '@deployment-automator/bindings';
import { z } from 'zod';
import { parseDuration } from './duration.ts';
import { registryCredentials, registryKeys } from './registry-schema.ts';
import { secret, text } from './texts.ts';
import { forgeWebhooks, registryWebhooks } from './webhook-schema.ts';

const redisUrl = secret.refine(
  (url) => isRedisUrl(url.reveal()),
  'expected redis://host:port or rediss://host:port',
);

function isRedisUrl(url: string): boolean {
  return /^rediss?:\/\/./i.test(url) && URL.canParse(url);
}

const duration = (preset: string, least: number) =>
  text
    .prefault(preset)
    .transform((value) => parseDuration(value) ?? Number.NaN)
    .refine((milliseconds) => milliseconds >= least, {
      error: `expected a duration of at least ${least / 1000}s, such as 30s, 5m or 24h`,
    });

const listen = text.prefault('127.0.0.1:8080').transform((value, context) => {
  const [, host, port] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(value) ?? [];
  if (host !== undefined && port !== undefined && Number(port) < 65_536) {
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  }
  context.addIssue({ code: 'custom', message: 'expected host:port, such as 127.0.0.1:8080' });
  return z.NEVER;
});

const gitUrl = text
  .refine(
    (url) => !mayHoldSecret(url),
    'a URL must not hold credentials or a query; write them under credentials:',
  )
  .refine((url) => !/^(ext::|-)/.test(url), 'this is not the URL of a repository');

/** A user and a password, or a token in the query; the user of `ssh://git@host` is no secret. */
function mayHoldSecret(url: string): boolean {
  if (/^ssh:\/\/[^/:]+@/i.test(url)) return false;
  return /^[a-z+]+:\/\/[^/]*@/i.test(url) || /^https?:[^?#]*[?#]/i.test(url);
}

const credentials = z.strictObject({ username: secret, password: secret });

/** How long a poll waits, and what it waits for at the least. */
const configRepo = z.strictObject({
  name: text.refine(
    (name) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name),
    'letters, digits, dots, dashes and underscores',
  ),
  url: gitUrl,
  branch: text.prefault('main'),
  paths: z.array(text).min(1).prefault(['**']),
  pollInterval: duration('1m', 1000),
  dialects: z.array(z.enum(dialectNames)).min(1).prefault(['automator']),
  writeBack: z.enum(['observe', 'pull-request', 'commit']).prefault('observe'),
  allow: z.strictObject({ registries: z.array(text) }).optional(),
  limits: z
    .strictObject({
      openPullRequests: z.int().positive().prefault(10),
      newPullRequestsPerHour: z.int().positive().prefault(4),
      updatesPerRun: z.int().positive().prefault(100),
    })
    .prefault({}),
  credentials: credentials.optional(),
  forge: z
    .strictObject({
      kind: z.enum(['github', 'gitlab', 'gitea', 'bitbucket', 'bitbucket-server', 'azure-devops']),
      token: secret.optional(),
      apiUrl: text.optional(),
    })
    .optional(),
});

const registry = z
  .strictObject({ ...registryKeys, pollInterval: duration('5m', 1000) })
  .refine(({ apiUrl, plainHttp }) => plainHttp || apiUrl?.startsWith('http:') !== true, {
    path: ['apiUrl'],
    error: 'an API without TLS needs plainHttp: true',
  });

/** The one description of `automator.yaml`: types, defaults and the reference in the docs come from here. */
export const configSchema = z.strictObject({
  listen,
  dataDir: text.prefault('./data'),
  redisUrl: redisUrl.optional(),
  api: z
    .strictObject({ tokens: z.array(secret).prefault([]), open: z.boolean().prefault(false) })
    .prefault({}),
  configRepos: z.array(configRepo).min(1, 'name at least one config repo'),
  registries: z.array(registry).prefault([]),
  registryCredentials: registryCredentials.prefault([]),
  webhooks: z.strictObject({ registry: registryWebhooks, forge: forgeWebhooks }).prefault({}),
});

export type Config = z.output<typeof configSchema>;
export type ConfigRepoConfig = Config['configRepos'][number];
