/** Thrown where a text is not written in the everyday way, which says nothing about whether it is valid YAML. */
export class NotEveryday extends Error {}

/** Leave a document to the real parser. */
export function giveUp(): never {
  throw new NotEveryday();
}
