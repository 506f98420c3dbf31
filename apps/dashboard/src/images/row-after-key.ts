/** How many rows the page keys move. */
const pageOfRows = 10;

/** The row to go to after a key, or undefined where the key is about something else. */
export function rowAfterKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  from: number,
  total: number,
): number | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || total === 0) return undefined;
  const to = target(event.key, from, total);
  return to === undefined ? undefined : Math.min(Math.max(0, to), total - 1);
}

function target(key: string, from: number, total: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return from + 1;
    case 'ArrowUp':
      return from - 1;
    case 'PageDown':
      return from + pageOfRows;
    case 'PageUp':
      return from - pageOfRows;
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return undefined;
  }
}
