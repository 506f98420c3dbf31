import type { BindingProblem, BindingProblemCode } from '../../problem.ts';
import { placeOf, type Spot } from '../../resource-body/spot.ts';

/** What is wrong with an object or a marker, before it is known which fields that concerns. */
export type Fault = Omit<BindingProblem, 'fields'>;

export function isFault(read: object): read is Fault {
  return 'code' in read;
}

/** What is wrong at a place in an object's body. */
export function faultAt(spot: Spot, code: BindingProblemCode, message: string): Fault {
  const { kind, name } = spot.resource;
  return { code, message: `${kind} ${name}: ${message}`, place: placeOf(spot) };
}

/** What stands at a place: text, nothing, or a fault where it is neither. */
export function textOrFault(spot: Spot): string | undefined | Fault {
  const { value, pointer } = spot;
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  return faultAt(spot, 'bad-resource', `${pointer} must be text; write it in quotes`);
}

/** Whether an object is suspended; anything but true and false is a fault. */
export function suspendOrFault(spot: Spot): boolean | Fault {
  const { value, pointer } = spot;
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  return faultAt(spot, 'bad-resource', `${pointer} must be true or false, without quotes`);
}
