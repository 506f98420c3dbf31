import type { Binding } from '@deployment-automator/bindings';
import { imageName } from '@deployment-automator/image-reference';

/** The images that bindings govern, each once, in the order of their names. */
export function imagesOf(bindings: readonly Binding[]): string[] {
  const names = bindings.flatMap(({ field }) => (field.image === undefined ? [] : [imageName(field.image)]));
  return [...new Set(names)].sort();
}
