import { expect, it } from 'vitest';
import { printTable, type Row } from '../../src/cli/print-table.ts';
import { fakeTerminal } from './fake-terminal.ts';

const rows: Row[] = [
  [{ text: 'held', paint: (text) => `<${text}>` }, 'a.yaml', 'because of Ada'],
  ['update', '', 'é is one place wide'],
  ['one cell alone is printed as it is, however long it may be'],
];
const headings = ['', 'FILE', 'WHY'];

it('a pipe gets one row a line, without headings, colours and room', () => {
  const terminal = fakeTerminal();
  printTable(headings, rows, terminal);
  expect(terminal.out()).toBe(
    'held  a.yaml  because of Ada\nupdate  é is one place wide\none cell alone is printed as it is, however long it may be\n',
  );
});

it('a terminal gets columns under headings', () => {
  const terminal = fakeTerminal({ columns: 60, env: { NO_COLOR: '1' } });
  printTable(headings, rows, terminal);
  expect(terminal.out()).toBe(
    [
      '        FILE    WHY',
      '<held>    a.yaml  because of Ada',
      'update          é is one place wide',
      'one cell alone is printed as it is, however long it may be',
      '',
    ].join('\n'),
  );
});

it('what does not fit stands on a line of its own', () => {
  const terminal = fakeTerminal({ columns: 30, env: { NO_COLOR: '1' } });
  printTable(headings, rows.slice(1, 2), terminal);
  expect(terminal.out()).toBe('        FILE  WHY\nupdate\n    é is one place wide\n');
});

it('nothing is printed of no rows', () => {
  const terminal = fakeTerminal({ columns: 30 });
  printTable(headings, [], terminal);
  expect(terminal.out()).toBe('');
});
