import type { RegistryCredentials } from '../registry-options.ts';

/** The header of HTTP basic authentication (RFC 7617), in UTF-8. */
export function basicHeader({ username, password }: RegistryCredentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
