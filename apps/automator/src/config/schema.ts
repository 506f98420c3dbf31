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

/** A GitHub App that is installed where the config repo lives. */
const githubApp = z.strictObject({
  appId: z.union([z.int().positive(), text]),
  privateKey: secret,
  installationId: z.int().positive().optional(),
  apiUrl: text.optional(),
});

const gitCredentials = z.union(
  [
    credentials,
    z.strictObject({ token: secret }),
    z.strictObject({ githubApp }),
    z.strictObject({ sshKeyFile: text, knownHostsFile: text.optional() }),
  ],
  {
    error:
      'expected username and password, or token, or githubApp with appId and privateKey, or sshKeyFile with knownHostsFile',
  },
);

const somebody = z.strictObject({ name: text, email: text });

/** What commits say, and who makes them. */
const commit = z.strictObject({
  message: text.optional(),
  author: somebody.optional(),
  committer: somebody.optional(),
  signing: z
    .discriminatedUnion('format', [
      z.strictObject({ format: z.literal('gpg'), key: text, home: text.optional() }),
      z.strictObject({ format: z.literal('ssh'), keyFile: text }),
    ])
    .optional(),
});

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
  grouping: z.enum(['image-and-directory', 'directory', 'image', 'all']).prefault('image-and-directory'),
  batch: z
    .strictObject({ quiet: duration('0s', 0), longest: duration('10m', 0) })
    .prefault({})
    .refine(({ quiet, longest }) => quiet <= longest, 'longest must not be shorter than quiet'),
  allow: z.strictObject({ registries: z.array(text) }).optional(),
  limits: z
    .strictObject({
      openPullRequests: z.int().positive().prefault(10),
      newPullRequestsPerHour: z.int().positive().prefault(4),
      updatesPerRun: z.int().positive().prefault(100),
    })
    .prefault({}),
  credentials: gitCredentials.optional(),
  caFile: text.optional(),
  commit: commit.optional(),
  forge: z
    .strictObject({
      kind: z.enum(['github', 'gitlab', 'gitea', 'bitbucket', 'bitbucket-server', 'azure-devops']),
      token: secret.optional(),
      username: secret.optional(),
      githubApp: githubApp.optional(),
      apiUrl: text.optional(),
      repository: text.optional(),
      reviewers: z.array(text).prefault([]),
      assignees: z.array(text).prefault([]),
      labels: z.array(text).prefault([]),
      draft: z.boolean().prefault(false),
      autoMerge: z.boolean().prefault(false),
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
  instance: text.prefault('default'),
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
