export { isDigest, isTag } from './grammar.ts';
export { type ImageName, imageName } from './image-name.ts';
export { type ImageReference, parseImageReference, tryParseImageReference } from './image-reference.ts';
export { ImageReferenceError, type ImageReferenceErrorCode } from './image-reference-error.ts';
export { effectiveTag, type ImageVersion, printVersion } from './image-version.ts';
export { parseImageName } from './parse-image-name.ts';
export { withVersion } from './with-version.ts';
