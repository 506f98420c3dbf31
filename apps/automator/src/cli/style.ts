import type { Terminal } from './terminal.ts';

/** Puts a colour around a text, or nothing. */
export type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

const plain: Paint = (text) => text;
const unstyled: Style = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain, cyan: plain };

/** SGR parameters (ECMA-48, 8.3.117): what begins it and what ends it. */
const sgr = (begin: number, end: number): Paint => {
  return (text) => (text === '' ? '' : `\u001B[${begin}m${text}\u001B[${end}m`);
};
const styled: Style = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  red: sgr(31, 39),
  green: sgr(32, 39),
  yellow: sgr(33, 39),
  cyan: sgr(36, 39),
};

/** The colours of one of the two streams; none where nobody would see them. */
export function styleOf(terminal: Terminal, stream: 'stdout' | 'stderr'): Style {
  return hasColours(terminal, stream) ? styled : unstyled;
}

/** `FORCE_COLOR` before `NO_COLOR` before `TERM=dumb` before whether it is a terminal. */
export function hasColours(terminal: Terminal, stream: 'stdout' | 'stderr'): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused = '', TERM: term } = terminal.env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return refused === '' && term !== 'dumb' && isTerminal(terminal[stream]);
}

export function isTerminal(stream: NodeJS.WritableStream): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

/** How many characters fit on a line; 80 where the terminal does not say. */
export function widthOf(stream: NodeJS.WritableStream): number {
  return 'columns' in stream && typeof stream.columns === 'number' && stream.columns > 0
    ? stream.columns
    : 80;
}
