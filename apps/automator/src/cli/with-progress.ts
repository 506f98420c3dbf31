import type { OnProgress } from '../telemetry/progress.ts';
import { isTerminal, styleOf, widthOf } from './style.ts';
import type { Terminal } from './terminal.ts';

/** Milliseconds: work that is quicker than this shows nothing. */
const patience = 300;
/** Milliseconds between two looks of the line. */
const pause = 100;
const clear = '\r\u001B[2K';

/** Shows on standard error how far a work is, where somebody looks at it; nothing of it is left at the end. */
export async function withProgress<T>(
  terminal: Terminal,
  work: (onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  if (!isTerminal(terminal.stderr) || terminal.env['TERM'] === 'dumb') return work(() => undefined);
  const { dim } = styleOf(terminal, 'stderr');
  let text = '';
  let isCounted = false;
  let stepAt = performance.now();
  let shownAt = stepAt + patience - pause;
  let shown = '';
  const show = (): void => {
    const now = performance.now();
    if (text === '' || now - shownAt < pause) return;
    shownAt = now;
    const line = isCounted ? text : text + sayWait(now - stepAt);
    if (line === shown) return;
    shown = line;
    terminal.stderr.write(clear + dim(line.slice(0, widthOf(terminal.stderr) - 1)));
  };
  // For steps that say nothing while they wait; reading files leaves no time for timers.
  const timer = setInterval(show, pause);
  try {
    return await work((what, done, total) => {
      const said = sayProgress(what, done, total);
      if (said !== text) stepAt = performance.now();
      text = said;
      isCounted = done !== undefined;
      show();
    });
  } finally {
    clearInterval(timer);
    if (shown !== '') terminal.stderr.write(clear);
  }
}

/** Seconds, for a step that does not say how far it is. */
function sayWait(milliseconds: number): string {
  return milliseconds < 2000 ? '' : ` (${Math.floor(milliseconds / 1000)} s)`;
}

const numbers = new Intl.NumberFormat('en');

/** `reading files 412/1,000`. */
export function sayProgress(what: string, done?: number, total?: number): string {
  if (done === undefined) return what;
  const share = total === undefined ? '' : `/${numbers.format(total)}`;
  return `${what} ${numbers.format(done)}${share}`;
}
