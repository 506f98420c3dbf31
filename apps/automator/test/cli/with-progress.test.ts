import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sayProgress, withProgress } from '../../src/cli/with-progress.ts';
import { fakeTerminal } from './fake-terminal.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval', 'setTimeout'] }));
afterEach(() => vi.useRealTimers());

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
const env = { NO_COLOR: '1' };
const clear = '\r\u001B[2K';

describe('progress', () => {
  it('is shown on standard error while it lasts, and is gone at the end', async () => {
    const terminal = fakeTerminal({ columns: 80, env });
    const work = withProgress(terminal, async (onProgress) => {
      onProgress('fetching production');
      await wait(3000);
      onProgress('reading files', 412, 1000);
      await wait(150);
      return 'done';
    });
    await vi.advanceTimersByTimeAsync(2900);
    expect(terminal.err()).toBe(`${clear}fetching production${clear}fetching production (2 s)`);
    await vi.advanceTimersByTimeAsync(400);
    expect(await work).toBe('done');
    const last = terminal.err();
    expect(last).toContain(`${clear}reading files 412/1,000`);
    expect(last.endsWith(clear)).toBe(true);
    expect(terminal.out()).toBe('');
  });

  it('is not shown for what is quick', async () => {
    const terminal = fakeTerminal({ columns: 80, env });
    await withProgress(terminal, async (onProgress) => onProgress('reading files', 1, 2));
    expect(terminal.err()).toBe('');
  });

  it.each([
    ['a pipe', fakeTerminal({ env })],
    ['a dumb terminal', fakeTerminal({ columns: 80, env: { TERM: 'dumb' } })],
  ])('is not shown in %s', async (_name, terminal) => {
    const work = withProgress(terminal, async (onProgress) => {
      onProgress('fetching production');
      await wait(5000);
    });
    await vi.advanceTimersByTimeAsync(5000);
    await work;
    expect(terminal.err()).toBe('');
  });

  it('is gone before an error is said', async () => {
    const terminal = fakeTerminal({ columns: 80, env });
    const work = withProgress(terminal, async (onProgress) => {
      onProgress('fetching production');
      await wait(1000);
      throw new Error('no');
    });
    const ended = expect(work).rejects.toThrow('no');
    await vi.advanceTimersByTimeAsync(1000);
    await ended;
    expect(terminal.err().endsWith(clear)).toBe(true);
  });
});

it.each([
  [['fetching a'], 'fetching a'],
  [['reading files', 412, 1000], 'reading files 412/1,000'],
  [['asking registries', 0, 40], 'asking registries 0/40'],
  [['asking', 3], 'asking 3'],
] as [Parameters<typeof sayProgress>, string][])('%j is said as %s', (step, said) => {
  expect(sayProgress(...step)).toBe(said);
});
