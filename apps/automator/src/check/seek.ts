import type { ImageName } from '@deployment-automator/image-reference';
import { type RegistryClient, RegistryError } from '@deployment-automator/registry-clients';

/** Whether a tag is in the registry. */
export type Sought =
  | { readonly is: 'there'; readonly digest: string }
  | { readonly is: 'gone' }
  | { readonly is: 'unknown'; readonly problem: RegistryError };

/** Asks for one tag by HEAD. A registry that fails says neither yes nor no. */
export async function seek(
  image: ImageName,
  tag: string,
  client: Pick<RegistryClient, 'resolveTag'>,
): Promise<Sought> {
  try {
    const found = await client.resolveTag(image, tag);
    return found === undefined ? { is: 'gone' } : { is: 'there', digest: found.digest };
  } catch (problem) {
    if (!(problem instanceof RegistryError)) throw problem;
    return { is: 'unknown', problem };
  }
}
