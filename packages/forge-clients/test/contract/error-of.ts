import { inspect } from 'node:util';
import { expect } from 'vitest';
import { ForgeError } from '../../src/index.ts';
import { TOKEN } from './forge-under-test.ts';

/** The error that some work fails with: a ForgeError that holds the token nowhere. */
export async function errorOf(work: Promise<unknown>): Promise<ForgeError> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof ForgeError)) throw new Error(`no ForgeError: ${inspect(error)}`);
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  return error;
}
