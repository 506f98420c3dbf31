/** What the host of a private Amazon registry says: whose it is, and where. */
export interface EcrHost {
  readonly account: string;
  readonly region: string;
  /** The API that gives tokens and lists images. */
  readonly api: string;
}

const HOST =
  /^(\d{12})\.dkr[.-]ecr(-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(\.cn)?|on\.(?:aws|amazonwebservices\.com\.cn))$/;

/** Reads `ACCOUNT.dkr.ecr.REGION.amazonaws.com` and its variants; undefined for any other host. */
export function ecrHost(host: string): EcrHost | undefined {
  const [, account, fips = '', region, china] = HOST.exec(host) ?? [];
  if (account === undefined || region === undefined) return undefined;
  const domain = china === undefined && !region.startsWith('cn-') ? 'amazonaws.com' : 'amazonaws.com.cn';
  // FIPS has no `api.` in its name.
  const name = fips === '' ? `api.ecr.${region}` : `ecr-fips.${region}`;
  return { account, region, api: `https://${name}.${domain}` };
}
