import { z } from 'zod';
import type { Credential } from './credential.ts';

/** What a file of Docker's says. */
export interface DockerConfig {
  readonly auths: readonly { readonly key: string; readonly credential: Credential }[];
  /** Which helper program keeps a host's credentials, by key. */
  readonly helpers: readonly { readonly key: string; readonly helper: string }[];
  /** The helper program that keeps all others. */
  readonly store?: string;
}

/** A program's name is a part of a file name and nothing else. */
const helper = z.string().regex(/^[A-Za-z0-9._-]+$/);
const entry = z
  .object({
    auth: z.string().optional().catch(undefined),
    username: z.string().optional().catch(undefined),
    password: z.string().optional().catch(undefined),
    identitytoken: z.string().optional().catch(undefined),
    registrytoken: z.string().optional().catch(undefined),
  })
  .catch({});
const entries = z.record(z.string(), entry);
const file = z.object({
  auths: entries.nullish(),
  credHelpers: z.record(z.string(), helper).nullish(),
  credsStore: helper.or(z.literal('')).nullish(),
});

/**
 * Reads Docker's `config.json`, Podman's `auth.json`, or the data of a Kubernetes secret of type `dockerconfigjson` or
 * (the same without `auths` around it) `dockercfg`. Entries without a credential are left out: their credential is
 * with a helper. Undefined when the text is none of these.
 */
export function parseDockerConfig(text: string): DockerConfig | undefined {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const known = ['auths', 'credHelpers', 'credsStore'].some((name) => Object.hasOwn(value, name));
  const parsed = file.safeParse(known ? value : { auths: looksBare(value) ? value : {} });
  if (!parsed.success) return undefined;
  const { auths, credHelpers, credsStore } = parsed.data;
  return {
    auths: Object.entries(auths ?? {}).flatMap(([key, one]) => {
      const credential = credentialOf(one);
      return credential === undefined ? [] : [{ key, credential }];
    }),
    helpers: Object.entries(credHelpers ?? {}).map(([key, name]) => ({ key, helper: name })),
    ...(credsStore == null || credsStore === '' ? {} : { store: credsStore }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text, which holds secrets.
    return undefined;
  }
}

/** Other keys of Docker's file (`HttpHeaders`, `proxies`, `detachKeys`) are no hosts: they have no dot and no colon. */
function looksBare(value: object): boolean {
  return Object.keys(value).every((key) => /[.:]|^localhost/.test(key));
}

function credentialOf(one: z.output<typeof entry>): Credential | undefined {
  if (one.identitytoken) return { identityToken: one.identitytoken };
  if (one.registrytoken) return { bearerToken: one.registrytoken };
  if (one.auth) return decode(one.auth);
  if (one.username && one.password) return { username: one.username, password: one.password };
  return undefined;
}

/** `user:password` in base64, padded or not; the password may hold colons, and old Docker ends it with NULs. */
function decode(auth: string): Credential | undefined {
  const text = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = text.indexOf(':');
  if (colon <= 0 || colon === text.length - 1) return undefined;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
