import { z } from 'zod';
import { RegistryError } from '../../registry-error.ts';
import { askJson, askText } from '../ask-json.ts';
import type { CloudOptions } from '../cloud-options.ts';
import { readSecretFile } from '../read-secret-file.ts';
import type { Expiring } from '../remember.ts';
import type { AwsKeys } from './aws-keys.ts';

/** Keys from the environment live as long as the process; they are looked at again all the same. */
const FIXED_MILLISECONDS = 15 * 60_000;
/** Temporary keys are renewed this long before they end. */
const MARGIN_MILLISECONDS = 5 * 60_000;

const session = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  Token: z.string(),
  Expiration: z.iso.datetime({ offset: true }),
});
const assumed = z.object({
  AssumeRoleWithWebIdentityResponse: z.object({
    AssumeRoleWithWebIdentityResult: z.object({
      Credentials: z.object({
        AccessKeyId: z.string(),
        SecretAccessKey: z.string(),
        SessionToken: z.string(),
        Expiration: z.number(),
      }),
    }),
  }),
});

/**
 * The keys that the place we run at gives: from the environment, from a web identity (EKS service accounts), from the
 * container's own endpoint (ECS, EKS pod identity), or from the machine's (EC2, version 2 of its service only); in
 * this order, as Amazon's own tools look.
 *
 * @param host the registry they are wanted for
 * @throws RegistryError `credentials-unreadable`
 */
export function findAwsKeys(host: string, region: string, options: CloudOptions): Promise<Expiring<AwsKeys>> {
  const { env, now } = options;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (accessKeyId && secretAccessKey) {
    const sessionToken = env['AWS_SESSION_TOKEN'];
    const value = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
    return Promise.resolve({ value, expiresAt: now() + FIXED_MILLISECONDS });
  }
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE'] && env['AWS_ROLE_ARN'])
    return fromWebIdentity(host, region, options);
  if (env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] || env['AWS_CONTAINER_CREDENTIALS_FULL_URI']) {
    return fromContainer(host, options);
  }
  if (env['AWS_EC2_METADATA_DISABLED'] === 'true') {
    throw new RegistryError('credentials-unreadable', { host }, 'the environment holds no AWS keys');
  }
  return fromMachine(host, options);
}

async function fromWebIdentity(
  host: string,
  region: string,
  options: CloudOptions,
): Promise<Expiring<AwsKeys>> {
  const { env, dispatcher } = options;
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const form = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: env['AWS_ROLE_ARN'] ?? '',
    RoleSessionName: env['AWS_ROLE_SESSION_NAME'] ?? 'deployment-automator',
    WebIdentityToken: await readSecretFile(host, env['AWS_WEB_IDENTITY_TOKEN_FILE'] ?? ''),
  });
  const answer = await askJson(
    {
      host,
      url: env['AWS_ENDPOINT_URL_STS'] ?? `https://sts.${region}.${domain}/`,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      dispatcher,
    },
    assumed,
  );
  const keys = answer.AssumeRoleWithWebIdentityResponse.AssumeRoleWithWebIdentityResult.Credentials;
  return {
    value: {
      accessKeyId: keys.AccessKeyId,
      secretAccessKey: keys.SecretAccessKey,
      sessionToken: keys.SessionToken,
    },
    expiresAt: keys.Expiration * 1000 - MARGIN_MILLISECONDS,
  };
}

async function fromContainer(host: string, { env, dispatcher }: CloudOptions): Promise<Expiring<AwsKeys>> {
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const url = relative
    ? `http://169.254.170.2${relative}`
    : (env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] ?? '');
  const file = env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
  const authorization = file ? await readSecretFile(host, file) : env['AWS_CONTAINER_AUTHORIZATION_TOKEN'];
  return ofSession(
    await askJson({ host, url, dispatcher, headers: authorization ? { authorization } : {} }, session),
  );
}

async function fromMachine(host: string, { env, dispatcher }: CloudOptions): Promise<Expiring<AwsKeys>> {
  const base = `${env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] ?? 'http://169.254.169.254'}/latest`;
  const token = await askText({
    host,
    url: `${base}/api/token`,
    method: 'PUT',
    headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '300' },
    dispatcher,
  });
  const headers = { 'x-aws-ec2-metadata-token': token };
  const roles = `${base}/meta-data/iam/security-credentials/`;
  const role = (await askText({ host, url: roles, headers, dispatcher })).split('\n')[0] ?? '';
  return ofSession(
    await askJson({ host, url: `${roles}${encodeURIComponent(role.trim())}`, headers, dispatcher }, session),
  );
}

function ofSession(keys: z.output<typeof session>): Expiring<AwsKeys> {
  return {
    value: {
      accessKeyId: keys.AccessKeyId,
      secretAccessKey: keys.SecretAccessKey,
      sessionToken: keys.Token,
    },
    expiresAt: Date.parse(keys.Expiration) - MARGIN_MILLISECONDS,
  };
}
