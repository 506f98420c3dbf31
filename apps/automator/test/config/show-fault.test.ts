import { describe, expect, it } from 'vitest';
import { showFault } from '../../src/config/show-fault.ts';

const at = (text: string, column: number, key: string): string =>
  showFault(text, { line: 1, column, key }).replaceAll(/^ {4}/gm, '');

describe('the line of a fault', () => {
  it.each([
    ['a value that is no secret', '  writeBack: always', 14, 'configRepos[0].writeBack', 'writeBack: always'],
    ['a mode with blanks', '    pollInterval: 1 fortnight', 19, 'a.pollInterval', '1 fortnight'],
    ['a key in a list', '  - kind: gitlob', 11, 'registries[0].kind', 'kind: gitlob'],
    ['a key without a value', 'redisUrl:', 1, 'redisUrl', 'redisUrl:'],
  ])('is shown for %s', (_name, line, column, key, shown) => {
    expect(at(line, column, key)).toContain(shown);
  });

  it.each([
    ['a password', '  password: hunter2', 13, 'configRepos[0].credentials.password'],
    ['a URL', '  url: https://me:hunter2@example.org/a.git', 8, 'configRepos[0].url'],
    ['a map with a password', 'credentials: { username: a, password: hunter2 }', 14, 'credentials'],
    ['a misspelt key', '  pasword: hunter2', 12, 'configRepos[0].pasword'],
    ['a quote that does not end', '  token: "hunter2', 18, ''],
    ['a comment', '  kind: gitlob # was hunter2', 9, 'registries[0].kind'],
    ['a line of a longer text', '  hunter2', 3, 'configRepos[0].credentials.password'],
  ])('shows nothing of %s', (_name, line, column, key) => {
    expect(at(line, column, key)).not.toContain('hunter2');
  });

  it('keeps the caret within what is shown', () => {
    expect(at('  password: hunter2', 13, 'a.password')).toBe('\n1 |   password: …\n  |             ^');
    expect(at('a: { b: c, d: e }', 15, 'a.d')).toBe('\n1 | a: …\n  |    ^');
  });
});
