import type { Hold } from '@deployment-automator/bindings';

/** Why a field is held, by whom and until when, as far as the hold says so. */
export function sayHold({ reason = 'automator/hold is written on it', by, until }: Hold): string {
  const said = [...(by === undefined ? [] : [`by ${by}`]), ...(until === undefined ? [] : [sayUntil(until)])];
  return said.length === 0 ? reason : `${reason} (${said.join(', ')})`;
}

/** @param until milliseconds since the epoch */
export function sayUntil(until: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: reads no clock
  return `until ${new Date(until).toISOString().replace(/\.\d+Z$/, 'Z')}`;
}
