import type { ImageField, Note } from '@deployment-automator/manifest-patcher';
import type { BindingProblemCode } from '../../problem.ts';

/** One image that Flux v1 knows by a container's name. */
export interface Container {
  readonly name: string;
  readonly field: ImageField | ContainerFault;
  /** The annotations that say where it is. */
  readonly mappedBy: readonly Note[];
}

/** Why a container that Flux v1 sees has no field that can be updated here. */
export interface ContainerFault {
  readonly code: BindingProblemCode;
  readonly message: string;
  /** The ids of the fields that are left alone because of it. */
  readonly fields: readonly string[];
}

export function isFault(field: Container['field']): field is ContainerFault {
  return 'code' in field;
}
