import { z } from 'zod';
import { askJson } from '../ask-json.ts';
import type { CloudOptions } from '../cloud-options.ts';
import { readSecretFile } from '../read-secret-file.ts';
import type { Expiring } from '../remember.ts';

/** Whom Azure's tokens are for: container registries. */
const RESOURCE = 'https://containerregistry.azure.net';
const AUTHORITY = 'https://login.microsoftonline.com/';
const MARGIN_MILLISECONDS = 60_000;

/** Machines write the seconds as text. */
const token = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });

/** An application that has been registered in a tenant, and its secret. */
export interface AzureApplication {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * A token of Microsoft Entra ID: for an application with its secret; else for the federated identity of a pod
 * (workload identity); else for the identity of the machine. The environment is read as Azure's own tools read it.
 *
 * @throws RegistryError `credentials-unreadable`
 */
export async function entraToken(
  host: string,
  application: AzureApplication | undefined,
  options: CloudOptions,
): Promise<Expiring<string>> {
  const { env } = options;
  const tenantId = application?.tenantId ?? env['AZURE_TENANT_ID'];
  const clientId = application?.clientId ?? env['AZURE_CLIENT_ID'];
  const clientSecret = application?.clientSecret ?? env['AZURE_CLIENT_SECRET'];
  const federated = env['AZURE_FEDERATED_TOKEN_FILE'];
  if (tenantId && clientId && clientSecret) {
    return fromTenant(host, tenantId, { client_id: clientId, client_secret: clientSecret }, options);
  }
  if (tenantId && clientId && federated) {
    const proof = {
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await readSecretFile(host, federated),
    };
    return fromTenant(host, tenantId, proof, options);
  }
  return fromMachine(host, clientId, options);
}

async function fromTenant(
  host: string,
  tenant: string,
  proof: Readonly<Record<string, string>>,
  { env, now, dispatcher }: CloudOptions,
): Promise<Expiring<string>> {
  const authority = env['AZURE_AUTHORITY_HOST'] ?? AUTHORITY;
  const form = { grant_type: 'client_credentials', scope: `${RESOURCE}/.default`, ...proof };
  const answer = await askJson(
    {
      host,
      url: `${authority.replace(/\/+$/, '')}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      dispatcher,
    },
    token,
  );
  return expiring(answer, now());
}

async function fromMachine(
  host: string,
  clientId: string | undefined,
  { env, now, dispatcher }: CloudOptions,
): Promise<Expiring<string>> {
  const server = env['AZURE_POD_IDENTITY_AUTHORITY_HOST'] ?? 'http://169.254.169.254';
  const url = new URL(`${server}/metadata/identity/oauth2/token`);
  url.searchParams.set('api-version', '2018-02-01');
  url.searchParams.set('resource', `${RESOURCE}/`);
  if (clientId) url.searchParams.set('client_id', clientId);
  const answer = await askJson({ host, url: url.href, headers: { metadata: 'true' }, dispatcher }, token);
  return expiring(answer, now());
}

function expiring(
  { access_token: value, expires_in: seconds }: z.output<typeof token>,
  now: number,
): Expiring<string> {
  return { value, expiresAt: now + seconds * 1000 - MARGIN_MILLISECONDS };
}
