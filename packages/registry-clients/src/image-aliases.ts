import { type ImageName, imageName, tryParseImageReference } from '@deployment-automator/image-reference';

/** A registry and the other names under which the same repositories are known. */
export interface AliasedRegistry {
  readonly host: string;
  /**
   * A host, or a host and the path before the repository: `mirror.example.org`, `acme.jfrog.io/docker-local`. What
   * is behind an alias is behind the host as well, under the same repository.
   */
  readonly aliases?: readonly string[] | undefined;
}

/** The names of one image, in canonical form. */
export interface ImageAliases {
  /** The name under the registry's own host; a name without an alias is its own. */
  canonical(image: ImageName): string;
  /** Every name of the same image: the canonical one, then the aliases in their order. */
  namesOf(image: ImageName): readonly string[];
}

/** Knows which names are of the same image. Where several aliases fit, the longest one counts. */
export function createImageAliases(registries: readonly AliasedRegistry[]): ImageAliases {
  const all = registries.flatMap(({ host, aliases = [] }) => aliases.map((alias) => ({ host, alias })));
  const longestFirst = all.toSorted((a, b) => b.alias.length - a.alias.length);

  const canonical = (image: ImageName): string => {
    const name = imageName(image);
    const found = longestFirst.find(({ alias }) => name.startsWith(`${alias}/`));
    return found === undefined ? name : asName(found.host + name.slice(found.alias.length));
  };
  return {
    canonical,
    namesOf(image) {
      const name = canonical(image);
      const slash = name.indexOf('/');
      const own = all.filter(({ host }) => host === name.slice(0, slash));
      const others = own.map(({ alias }) => asName(alias + name.slice(slash)));
      return [...new Set([name, imageName(image), ...others])];
    },
  };
}

/** In canonical form, as on Docker Hub `nginx` is `library/nginx`. A name that became too long stays as it is. */
function asName(text: string): string {
  const image = tryParseImageReference(text);
  return image === undefined ? text : imageName(image);
}
