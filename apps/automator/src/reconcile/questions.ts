import type { Binding } from '@deployment-automator/bindings';
import { imageName } from '@deployment-automator/image-reference';
import type { Current, TagPolicy } from '@deployment-automator/tag-policy';

/** What one binding asks about the tags of its image. */
export interface Question {
  readonly policy: TagPolicy;
  readonly current: Current;
  /** In milliseconds. */
  readonly minAge?: number;
  /** As `os/arch[/variant]`. */
  readonly platforms?: readonly string[];
}

/** What the bindings ask, by image; a question that several of them ask is there once. */
export function questionsOf(bindings: readonly Binding[]): ReadonlyMap<string, readonly Question[]> {
  const byImage = new Map<string, Map<string, Question>>();
  for (const { field, policy, options } of bindings) {
    if (field.image === undefined) continue;
    const { tag, digest } = field.image;
    const { minAge, platforms } = options;
    const image = imageName(field.image);
    const known = byImage.get(image) ?? new Map<string, Question>();
    byImage.set(image, known);
    const question: Question = {
      policy,
      current: { ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) },
      ...(minAge !== undefined && { minAge }),
      ...(platforms !== undefined && { platforms }),
    };
    known.set(questionKey(question), question);
  }
  return new Map([...byImage].map(([image, questions]) => [image, [...questions.values()]]));
}

/** Two questions with one key are the same. */
export function questionKey({ policy, current, minAge, platforms }: Question): string {
  return JSON.stringify([policy.identity, current.tag, current.digest, minAge, platforms]);
}
