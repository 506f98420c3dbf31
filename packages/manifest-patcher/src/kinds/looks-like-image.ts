import { tryParseImageReference } from '@deployment-automator/image-reference';

/** Whether a text is an image reference that somebody may have meant as one. */
export function looksLikeImage(text: string): boolean {
  const image = tryParseImageReference(text);
  return image !== undefined && !pictureFile.test(text) && !sourceHosts.includes(image.registry);
}

/**
 * Whether it can hardly be anything else: a bare word is only taken for an image where the key leaves no doubt,
 * because `bootImage: linux` or `image: sunset` in data of any kind mostly mean something else.
 */
export function surelyLooksLikeImage(text: string): boolean {
  return looksLikeImage(text) && /[/:@]/.test(text);
}

/** A text that is filled in later by a template engine, a shell or an operator: `${TAG}`, `{{ .tag }}`, `$(params.x)`. */
export function looksLikeTemplate(text: string): boolean {
  return /\{\{|\$\{|\$\(|\$[A-Za-z_]|<[\w-]+>|^\(.*\)$/.test(text);
}

/** `image: logo.png` parses as a reference. */
const pictureFile = /\.(?:png|jpe?g|gif|svg|ico|webp|bmp|tiff?|avif|iso|qcow2|vmdk|img|raw|ova|vhdx?)$/i;

/** Where source code lives: `repository: github.com/acme/web` with a `tag` is a Git repository. */
const sourceHosts: readonly string[] = ['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'];
