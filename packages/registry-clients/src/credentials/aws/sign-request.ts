import { createHash, createHmac } from 'node:crypto';
import type { AwsKeys } from './aws-keys.ts';

/** A POST that is to be signed. */
export interface AwsRequest {
  readonly url: URL;
  readonly service: string;
  readonly region: string;
  /** By lower-case name. All of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The headers of a signed POST, those given included, without `host` (AWS Signature Version 4, "Create a signed
 * request"). The URL must have neither a query nor characters in its path that need escaping.
 *
 * @param now milliseconds since 1970; Amazon refuses a clock that is off by minutes
 */
export function signRequest(
  request: AwsRequest,
  keys: AwsKeys,
  now: number,
): Readonly<Record<string, string>> {
  const { url, service, region, body } = request;
  const time = new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, '');
  const date = time.slice(0, 8);
  const token = keys.sessionToken === undefined ? {} : { 'x-amz-security-token': keys.sessionToken };
  const headers = { ...request.headers, ...token, 'x-amz-date': time };

  const signed = Object.entries({ ...headers, host: url.host }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value.trim()}\n`).join('');
  const canonical = ['POST', url.pathname, '', lines, names, sha256(body)].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');

  const key = [date, region, service, 'aws4_request'].reduce<Buffer | string>(
    hmac,
    `AWS4${keys.secretAccessKey}`,
  );
  const signature = hmac(key, toSign).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...headers, authorization };
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
