import { registryWebhookKinds } from '@deployment-automator/registry-clients';
import { z } from 'zod';
import { hostAndPath, secret, text } from './texts.ts';

const secrets = z.array(secret).prefault([]);

/** One or several: several while a secret is replaced. */
const oneOrMore = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.array(schema), schema.transform((one) => [one])]);

const ways = {
  tokens: secrets,
  secrets,
  headers: z
    .record(z.string(), oneOrMore(secret))
    .transform((headers) =>
      Object.fromEntries(Object.entries(headers).filter(([, values]) => values.length > 0)),
    )
    .prefault({}),
  basic: oneOrMore(z.strictObject({ username: secret, password: secret })).prefault([]),
};

const keysUrl = text.refine(
  (value) =>
    /^(https:\/\/|http:\/\/(127\.0\.0\.1|\[::1\]|localhost)[:/])./.test(value) && URL.canParse(value),
  'expected an https:// URL',
);

const registryWebhook = z
  .strictObject({
    ...ways,
    registry: hostAndPath.optional(),
    audience: oneOrMore(text).optional(),
    email: oneOrMore(text).optional(),
    keysUrl: keysUrl.optional(),
  })
  .refine(({ audience, email }) => (audience === undefined) === (email === undefined), {
    error:
      'audience and email belong together: without one of them, tokens that Google made for others would do',
  })
  .prefault({});

/** `webhooks.registry`, by kind. */
export const registryWebhooks = z
  .partialRecord(z.enum(registryWebhookKinds), registryWebhook)
  .superRefine((kinds, context) => {
    for (const [kind, { audience, keysUrl: keys }] of Object.entries(kinds)) {
      if (kind === 'gar' || (audience === undefined && keys === undefined)) continue;
      const message = 'audience, email and keysUrl are of gar alone: no other sender shows a token of Google';
      context.addIssue({ code: 'custom', path: [kind], message });
    }
  })
  .prefault({});

const forgeWebhook = z.strictObject(ways).prefault({});

/** `webhooks.forge`, by kind. */
export const forgeWebhooks = z
  .partialRecord(
    z.enum(['github', 'gitlab', 'gitea', 'bitbucket', 'bitbucket-server', 'azure-devops']),
    forgeWebhook,
  )
  .prefault({});

/** What the operator says of one kind of forge webhook. */
export type ForgeWebhookConfig = z.output<typeof forgeWebhook>;

/** What the operator says of one kind of registry webhook. */
export type WebhookConfig = z.output<typeof registryWebhook>;
