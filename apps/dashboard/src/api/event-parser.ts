/** One of the server-sent events, as the HTML standard defines the stream. */
export interface ServerEvent {
  /** The `event` field; `message` where there is none. */
  readonly type: string;
  readonly data: string;
  /** The last `id` that the stream gave so far. */
  readonly id: string | undefined;
}

/** Reads a stream piece by piece, wherever it is cut. Only events that have data are given. */
export function createEventParser(): (chunk: string) => readonly ServerEvent[] {
  let rest = '';
  let type = '';
  let data: string[] = [];
  let id: string | undefined;

  const field = (line: string): void => {
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') type = value;
    else if (name === 'data') data.push(value);
    else if (name === 'id' && !value.includes('\0')) id = value;
  };

  return (chunk) => {
    rest += chunk;
    const events: ServerEvent[] = [];
    // A carriage return at the very end may be the first half of a line end.
    const ready = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
    const lines = ready.split(/\r\n|\r|\n/);
    const unfinished = lines.pop() ?? '';
    rest = unfinished + rest.slice(ready.length);
    for (const line of lines) {
      if (line !== '') {
        field(line);
        continue;
      }
      if (data.length > 0) events.push({ type: type === '' ? 'message' : type, data: data.join('\n'), id });
      type = '';
      data = [];
    }
    return events;
  };
}
