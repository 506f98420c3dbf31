import { expect, it } from 'vitest';
import { createMemory } from '../../src/registries/memory.ts';

const credential = { username: 'u', password: 'p' };
const key = { host: 'r.example.io', credential, name: 'token' };

function counting(values: string[]): { fetch: () => Promise<{ value: string; expiresAt: number }> } {
  return { fetch: async () => ({ value: values.shift() ?? 'none left', expiresAt: 1000 }) };
}

it('keeps a value until it expires, and shares one fetch', async () => {
  let time = 0;
  const memory = createMemory(() => time);
  const { fetch } = counting(['first', 'second']);
  expect(await Promise.all([memory(key, fetch), memory(key, fetch)])).toEqual(['first', 'first']);
  time = 999;
  expect(await memory(key, fetch)).toBe('first');
  time = 1000;
  expect(await memory(key, fetch)).toBe('second');
});

it('gives nobody the value of another credential, host or name', async () => {
  const memory = createMemory(() => 0);
  const { fetch } = counting(['1', '2', '3', '4', '5']);
  expect(await memory(key, fetch)).toBe('1');
  expect(await memory({ ...key, credential: { ...credential, password: 'q' } }, fetch)).toBe('2');
  expect(await memory({ ...key, credential: undefined }, fetch)).toBe('3');
  expect(await memory({ ...key, host: 's.example.io' }, fetch)).toBe('4');
  expect(await memory({ ...key, name: 'id' }, fetch)).toBe('5');
});

it('does not keep a failure', async () => {
  const memory = createMemory(() => 0);
  await expect(memory(key, () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await memory(key, counting(['up']).fetch)).toBe('up');
});
