import type { ApiRequest } from '../registry/api.ts';
import type { RegistryCredentials } from '../registry/guard.ts';
import { errorReply, type Reply } from '../registry/reply.ts';
import type { SandboxRegistryOptions } from '../registry/sandbox-registry.ts';

export interface RegistryFakeOptions {
  /** Who may read. Default: everybody. */
  readonly credentials?: RegistryCredentials;
}

/** Makes a sandbox registry one of a certain kind: with that kind's own API, and the oddities of its list of tags. */
export type RegistryFake = (
  options: RegistryFakeOptions,
) => Pick<SandboxRegistryOptions, 'auth' | 'extension' | 'tagList'>;

/** The header that a user of HTTP basic authentication sends. */
export function basicOf({ username, password }: RegistryCredentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** Refuses a request that does not send exactly this header; nobody is refused where none is wanted. */
export function refuseOthers(request: ApiRequest, wanted: string | undefined): Reply | undefined {
  if (wanted === undefined || request.headers['authorization'] === wanted) return undefined;
  return errorReply(401, 'UNAUTHORIZED', 'unauthorized');
}

/** A page of a list: `number` counts from 1. */
export function pageOf<Item>(
  items: readonly Item[],
  number: number,
  size: number,
): { readonly items: readonly Item[]; readonly more: boolean } {
  return { items: items.slice((number - 1) * size, number * size), more: number * size < items.length };
}

/** A query parameter that is a number within bounds. */
export function numberOf(url: URL, name: string, preset: number, most: number): number {
  const value = Number(url.searchParams.get(name) ?? preset);
  return Math.min(Number.isInteger(value) && value > 0 ? value : preset, most);
}

/** `time` as most registries write it. */
export function iso(time: number): string {
  return new Date(time).toISOString();
}
