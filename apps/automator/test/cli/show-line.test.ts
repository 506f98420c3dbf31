import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { showLine } from '../../src/cli/show-line.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lines-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const place = { file: 'a.yaml', line: 2, column: 3 };
const write = (text: string): void => writeFileSync(join(dir, 'a.yaml'), text);

describe('a line is shown', () => {
  it.each(['\n', '\r\n', '\r'])('with a caret under the place, whatever ends it: %j', (end) => {
    write(`\uFEFFa:${end}  b: c${end}`);
    expect(showLine(dir, { ...place, message: 'no' })).toEqual({
      column: 3,
      shown: '    2 |   b: c\n      |   ^',
    });
  });

  it('with the caret under what the message quotes, the last that stands there', () => {
    write('a:\n  é: semver:^x\n');
    const message = '"semver:^x" is not a policy: "^x" is no range, write "^1"';
    expect(showLine(dir, { ...place, message })).toMatchObject({ column: 13 });
  });
});

describe('a line is not shown', () => {
  it.each([
    ['of a Secret', 'kind: Secret\n  password: hunter2: x\n', { column: 3 }],
    ['of a file with a Secret', 'kind: Pod\n  a: hunter2: x\n---\nkind: "Secret"\n', { column: 3 }],
    ['that is not there', 'a: b', { column: 3 }],
  ])('%s', (_name, text, shown) => {
    write(text);
    expect(showLine(dir, { ...place, message: 'no' })).toEqual(shown);
  });

  it('of a file that is gone, or where the file as a whole is meant', () => {
    expect(showLine(dir, { ...place, message: 'no' })).toEqual({ column: 3 });
    write('a:\n  b: c\n');
    expect(showLine(dir, { file: 'a.yaml', line: 2, message: 'no' })).toEqual({});
  });
});
