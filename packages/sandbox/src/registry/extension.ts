import type { ApiRequest } from './api.ts';
import type { StoredTag } from './image-store.ts';
import type { Reply } from './reply.ts';

/** What is in the registry, for an API of its own to tell. */
export interface RegistryContents {
  /** The tags of a repository in code point order, with their times; undefined where there is no such repository. */
  tags(repository: string): readonly StoredTag[] | undefined;
}

/**
 * An API that one kind of registry has beside the OCI one, or before it: answers a request, or with undefined
 * leaves it to the OCI API. It sees a request before the registry's door does, so it checks who asks by itself.
 */
export type Extension = (request: ApiRequest, contents: RegistryContents) => Reply | undefined;
