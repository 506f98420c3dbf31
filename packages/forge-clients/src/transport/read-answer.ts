import { RequestFailure } from './request-failure.ts';

/** A JSON object that came as an answer. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object. Every reader here throws RequestFailure `bad-answer` where the answer is another. */
export function fields(value: unknown, what = 'its answer'): Fields {
  if (!isFields(value)) throw unfit(`${what} is no object`);
  return value;
}

/** The value as a list. */
export function list(value: unknown, what = 'its answer'): readonly unknown[] {
  if (!Array.isArray(value)) throw unfit(`${what} is no list`);
  return value;
}

/** The object in a field. */
export function part(from: Fields, key: string): Fields {
  return fields(from[key], `its field ${key}`);
}

/** The object in a field; undefined where it is null or left out. */
export function optionalPart(from: Fields, key: string): Fields | undefined {
  const value = from[key];
  return value === null || value === undefined ? undefined : fields(value, `its field ${key}`);
}

/** The list in a field. */
export function listIn(from: Fields, key: string): readonly unknown[] {
  return list(from[key], `its field ${key}`);
}

/** The text in a field. */
export function text(from: Fields, key: string): string {
  const value = from[key];
  if (typeof value !== 'string') throw unfit(`its field ${key} is no text`);
  return value;
}

/** The text in a field; undefined where it is null or left out. */
export function optionalText(from: Fields, key: string): string | undefined {
  const value = from[key];
  return value === null || value === undefined ? undefined : text(from, key);
}

/** The whole number in a field. */
export function integer(from: Fields, key: string): number {
  const value = from[key];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw unfit(`its field ${key} is no number`);
  return value;
}

/** An RFC 3339 time in a field, as milliseconds since the epoch. */
export function time(from: Fields, key: string): number {
  const at = Date.parse(text(from, key));
  if (Number.isNaN(at)) throw unfit(`its field ${key} is no time`);
  return at;
}

/** The same; undefined where it is null or left out. */
export function optionalTime(from: Fields, key: string): number | undefined {
  const value = from[key];
  return value === null || value === undefined ? undefined : time(from, key);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unfit(what: string): RequestFailure {
  return new RequestFailure('bad-answer', what);
}
