import { type ImageName, tryParseImageReference } from '@deployment-automator/image-reference';

/** One item of an image list: `[alias=][registry/]path[:constraint][@digest]`. */
export interface ImageIdentifier {
  readonly alias?: string;
  readonly image: ImageName;
  /** As it is written, without space around it; missing where there is none. */
  readonly constraint?: string;
}

/**
 * Reads an image identifier, or gives `undefined` where the text names no image.
 *
 * It is read as image references are everywhere, the constraint in the place of the tag. The tool's own two parsers
 * take some texts apart in the wrong place (`nginx:>=1.0` without an alias, `localhost:5000/app:~1`), and then never
 * find the image.
 */
export function parseImageIdentifier(text: string): ImageIdentifier | undefined {
  const { alias, reference = '' } =
    /^(?:(?<alias>[A-Za-z0-9][\w./-]*)=)?(?<reference>.*)$/su.exec(text.trim())?.groups ?? {};
  const beforeDigest = reference.replace(/@.*$/su, '');
  const colon = beforeDigest.indexOf(':', nameEnd(beforeDigest));
  const image = tryParseImageReference(colon < 0 ? beforeDigest : beforeDigest.slice(0, colon));
  if (image === undefined || image.tag !== undefined) return undefined;
  const constraint = colon < 0 ? '' : beforeDigest.slice(colon + 1).trim();
  return {
    ...(alias === undefined ? {} : { alias }),
    image: { registry: image.registry, repository: image.repository },
    ...(constraint === '' ? {} : { constraint }),
  };
}

/** Constraints have no `/`, so the last one stands in the name. */
function nameEnd(reference: string): number {
  return reference.lastIndexOf('/') + 1;
}
