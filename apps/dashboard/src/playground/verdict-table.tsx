import type { JSX } from 'preact';
import { TimeAgo } from '../parts/time-ago.tsx';
import { useVirtualRows } from '../parts/use-virtual-rows.ts';
import { VerdictBadge } from '../parts/verdict-badge.tsx';
import type { Judged } from './judge.ts';

/** How high a row usually is, in pixels. */
const usualHeight = 41;

/** The verdict on each tag, best first; of a long list only what is seen is drawn. */
export function VerdictTable({ judged }: { readonly judged: readonly Judged[] }): JSX.Element {
  const { scroller, rows, before, after, measure } = useVirtualRows<HTMLElement, HTMLTableRowElement>(
    judged.length,
    usualHeight,
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="verdict-scroll" ref={scroller} tabIndex={0} aria-label="Verdict on each tag">
      <table class="verdict-table" aria-rowcount={judged.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Tag</th>
            <th scope="col">Verdict</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          <Gap height={before} />
          {rows.map(({ index }) => {
            const one = judged[index];
            return (
              one && (
                <tr key={one.tag} ref={measure} data-index={index} aria-rowindex={index + 2}>
                  <th scope="row">
                    <span class="version">{one.tag}</span>
                    <Time judged={one} />
                  </th>
                  <td>
                    <VerdictBadge verdict={one.code} />
                  </td>
                  <td>{one.reason}</td>
                </tr>
              )
            );
          })}
          <Gap height={after} />
        </tbody>
      </table>
    </section>
  );
}

function Time({ judged: { candidate } }: { readonly judged: Judged }): JSX.Element | null {
  const { pushedAt, builtAt } = candidate;
  const at = pushedAt ?? builtAt;
  if (at === undefined) return null;
  return (
    <span class="hint">
      {' '}
      {pushedAt === undefined ? 'built ' : ''}
      <TimeAgo at={new Date(at).toISOString()} />
    </span>
  );
}

/** Stands for the rows that are not drawn. */
function Gap({ height }: { readonly height: number }): JSX.Element | null {
  if (height <= 0) return null;
  return (
    <tr class="gap">
      <td colSpan={3} style={{ blockSize: `${height}px` }} />
    </tr>
  );
}
