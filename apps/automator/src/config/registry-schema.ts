import { registryKinds } from '@deployment-automator/registry-clients';
import { z } from 'zod';
import { hostAndPath, secret, text } from './texts.ts';

const all = (keys: Readonly<Record<string, unknown>>): boolean => {
  const given = Object.values(keys).filter((value) => value !== undefined).length;
  return given === 0 || given === Object.keys(keys).length;
};

/** The ways to say where a credential comes from; one of them is written. */
const ways = {
  username: secret.optional(),
  password: secret.optional(),
  token: secret.optional(),
  identityToken: secret.optional(),
  dockerConfig: text.optional(),
  helpers: z.boolean().optional(),
  command: z.array(text).min(1).optional(),
  aws: z
    .strictObject({
      accessKeyId: secret.optional(),
      secretAccessKey: secret.optional(),
      sessionToken: secret.optional(),
    })
    .refine(
      ({ accessKeyId, secretAccessKey }) => all({ accessKeyId, secretAccessKey }),
      'accessKeyId and secretAccessKey belong together; leave both out for the identity that it runs as',
    )
    .optional(),
  google: z.strictObject({ key: secret.optional() }).optional(),
  azure: z
    .strictObject({ tenantId: text.optional(), clientId: text.optional(), clientSecret: secret.optional() })
    .refine(
      ({ tenantId, clientId, clientSecret }) => all({ tenantId, clientId, clientSecret }),
      'tenantId, clientId and clientSecret belong together; leave all out for the identity that it runs as',
    )
    .optional(),
};

const wayNames = 'username and password, token, identityToken, dockerConfig, command, aws, google or azure';

interface Ways {
  readonly username?: unknown;
  readonly password?: unknown;
  readonly token?: unknown;
  readonly identityToken?: unknown;
  readonly dockerConfig?: unknown;
  readonly helpers?: unknown;
  readonly command?: unknown;
  readonly aws?: unknown;
  readonly google?: unknown;
  readonly azure?: unknown;
}

function isOneWay({ username, password, helpers, ...others }: Ways): boolean {
  const { token, identityToken, dockerConfig, command, aws, google, azure } = others;
  const given = [username ?? password, token, identityToken, dockerConfig, command, aws, google, azure];
  return given.filter((way) => way !== undefined).length === 1 && all({ username, password });
}

const oneWay = { error: `expected one of ${wayNames}` };
const helpersFit = { error: 'helpers: goes with dockerConfig:' };
const fits = ({ helpers, dockerConfig }: Ways): boolean =>
  helpers === undefined || dockerConfig !== undefined;

const path = text.refine(
  (value) => /^[a-z0-9][a-z0-9._/-]*$/.test(value),
  'the beginning of a path, such as acme/private',
);
const credentials = z
  .strictObject({ path: path.optional(), ...ways })
  .refine(isOneWay, oneWay)
  .refine(fits, helpersFit);

const match = text.refine(
  (value) => /^[A-Za-z0-9.*?-]+(:\d+)?(\/[a-z0-9._/-]+)?$/.test(value),
  'a host with an optional port and path, * and ? within a part of the host, such as *.dkr.ecr.eu-west-1.amazonaws.com',
);

/** A file or a program knows itself for which hosts it has something; anything else would go to every host. */
const isKept = ({ match: given, dockerConfig, command }: Ways & { readonly match?: unknown }): boolean =>
  given !== undefined || dockerConfig !== undefined || command !== undefined;
const needsMatch = {
  error: 'match: must say which hosts these are for; only dockerConfig and command need none',
};

/** Credentials for more than one host. */
export const registryCredentials = z.array(
  z
    .strictObject({ match: match.optional(), ...ways })
    .refine(isOneWay, oneWay)
    .refine(fits, helpersFit)
    .refine(isKept, needsMatch),
);

export type CredentialsConfig = z.output<typeof registryCredentials>[number];

const apiUrl = text.refine(
  (url) => /^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(url),
  'a URL without credentials and query, such as https://gitlab.example.org',
);

/** What a registry is known by and how it is asked; `pollInterval` beside these. */
export const registryKeys = {
  host: text.refine(
    (host) => /^[A-Za-z0-9.[\]:-]+$/.test(host),
    'a host with an optional port, such as ghcr.io or 127.0.0.1:5000',
  ),
  kind: z.enum(registryKinds).optional(),
  apiUrl: apiUrl.optional(),
  aliases: z.array(hostAndPath).prefault([]),
  credentials: z.union([credentials.transform((one) => [one]), z.array(credentials)], oneWay).optional(),
  plainHttp: z.boolean().prefault(false),
  proxy: z.union([z.literal(false), apiUrl]).optional(),
  ca: secret.optional(),
  clientCertificate: z
    .strictObject({ certificate: secret, key: secret, passphrase: secret.optional() })
    .optional(),
  insecureSkipTlsVerify: z.boolean().prefault(false),
  trustedHosts: z.array(text).prefault([]),
  limits: z
    .strictObject({ concurrency: z.int().positive().optional(), perSecond: z.number().positive().optional() })
    .optional(),
};
