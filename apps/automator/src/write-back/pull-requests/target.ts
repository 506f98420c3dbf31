import { createHash } from 'node:crypto';
import type { FileFacts } from '@deployment-automator/manifest-patcher';
import { fieldKey } from '../../holds/index.ts';
import type { Update } from '../../reconcile/index.ts';

/** What one update of a pull request comes to: this field at this version. */
export interface Target {
  readonly file: string;
  /** The field's id in the tree that it was read from. */
  readonly id: string;
  /** What the field is known by across commits, within its file. */
  readonly field: string;
  /** `registry/repository`, canonical. */
  readonly image: string;
  /** The version, as it is printed. */
  readonly to: string;
}

/** A target as a marker holds it: ten hex digits of a hash over all that it is, so that many find room. */
export function targetKey({ file, field, image, to }: Omit<Target, 'id'>): string {
  return createHash('sha256').update([file, field, image, to].join('\0')).digest('hex').slice(0, 10);
}

/** One hash over a set of targets, whatever their order. */
export function targetsHash(keys: readonly string[]): string {
  return createHash('sha256').update(keys.toSorted().join(' ')).digest('hex').slice(0, 16);
}

/** @param factsOf of the tree that the update was planned on */
export function targetOf(update: Update, factsOf: (file: string) => FileFacts | undefined): Target {
  const { file, id, image, to, binding } = update;
  const field = fieldKey(binding.field, factsOf(file) ?? { resources: [] });
  return { file, id, field, image, to };
}

/** Whether two targets are about the same field. */
export function isSameField(a: Pick<Target, 'file' | 'field'>, b: Pick<Target, 'file' | 'field'>): boolean {
  return a.file === b.file && a.field === b.field;
}
