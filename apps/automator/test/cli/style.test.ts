import { describe, expect, it } from 'vitest';
import { hasColours, styleOf, widthOf } from '../../src/cli/style.ts';
import { fakeTerminal } from './fake-terminal.ts';

const wide = 100;

describe('colours', () => {
  it.each([
    ['on a terminal', {}, wide],
    ['in a pipe where they are forced', { FORCE_COLOR: '1' }, undefined],
    ['where they are forced and refused', { FORCE_COLOR: '1', NO_COLOR: '1' }, wide],
    ['where NO_COLOR is empty', { NO_COLOR: '' }, wide],
  ])('are shown %s', (_name, env, columns) => {
    const terminal = fakeTerminal({ env, ...(columns !== undefined && { columns }) });
    expect(hasColours(terminal, 'stdout')).toBe(true);
    expect(styleOf(terminal, 'stdout').red('no')).toBe('\u001B[31mno\u001B[39m');
  });

  it.each([
    ['in a pipe', {}, undefined],
    ['where NO_COLOR is set', { NO_COLOR: '1' }, wide],
    ['where FORCE_COLOR is 0', { FORCE_COLOR: '0' }, wide],
    ['on a dumb terminal', { TERM: 'dumb' }, wide],
  ])('are left out %s', (_name, env, columns) => {
    const terminal = fakeTerminal({ env, ...(columns !== undefined && { columns }) });
    expect(hasColours(terminal, 'stdout')).toBe(false);
    expect(styleOf(terminal, 'stdout').red('no')).toBe('no');
  });

  it('leave an empty text empty', () => {
    expect(styleOf(fakeTerminal({ columns: wide }), 'stderr').bold('')).toBe('');
  });
});

it('a line is as wide as the terminal says, else 80', () => {
  expect(widthOf(fakeTerminal({ columns: 120 }).stdout)).toBe(120);
  expect(widthOf(fakeTerminal({ columns: 0 }).stdout)).toBe(80);
  expect(widthOf(fakeTerminal().stdout)).toBe(80);
});
