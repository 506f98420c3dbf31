import { expect, it } from 'vitest';
import { createLog } from '../../src/telemetry/index.ts';

it('prints what an error says, and not what a client hung on it', () => {
  const lines: string[] = [];
  const command = { name: 'auth', args: ['redis-password'] };
  const cause = Object.assign(new Error('the cause'), { command });
  const error = Object.assign(new Error('it failed', { cause }), { command });
  createLog({ write: (line) => lines.push(line) }).error({ err: error }, 'unexpected failure');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    msg: 'unexpected failure',
    err: {
      type: 'Error',
      message: 'it failed',
      stack: expect.stringContaining('logger.test.ts'),
      cause: { message: 'the cause' },
    },
  });
  expect(lines[0]).not.toContain('redis-password');
});
