import { describe, expect, it } from 'vitest';
import { openOnce } from '../../src/http/open-once.ts';
import { ForgeError, type ForgeErrorCode, forgeErrorCodes, type PullRequest } from '../../src/index.ts';

const pull: PullRequest = {
  number: 1,
  url: 'https://forge.example/1',
  title: 'x',
  body: '',
  state: 'open',
  draft: false,
  head: { branch: 'automator/x', commit: '' },
  base: 'main',
  labels: [],
  author: 'automator',
  createdAt: 0,
};
const failure = (code: ForgeErrorCode): ForgeError =>
  new ForgeError(code, 'no', { host: 'forge.example', repository: 'acme/config', action: 'open it' });
const looks: readonly ForgeErrorCode[] = ['conflict', 'timeout', 'unreachable', 'unavailable', 'bad-answer'];

describe('opening once', () => {
  it.each(looks)('finds what is there after %s', async (code) => {
    const open = () => Promise.reject(failure(code));
    expect(await openOnce(open, async () => pull)).toBe(pull);
    await expect(openOnce(open, async () => undefined)).rejects.toMatchObject({ code });
    await expect(openOnce(open, () => Promise.reject(failure('forbidden')))).rejects.toMatchObject({ code });
  });

  it.each(forgeErrorCodes.filter((code) => !looks.includes(code)))('does not look after %s', async (code) => {
    let looked = false;
    const find = async (): Promise<PullRequest> => {
      looked = true;
      return pull;
    };
    await expect(openOnce(() => Promise.reject(failure(code)), find)).rejects.toMatchObject({ code });
    expect(looked).toBe(false);
  });
});
