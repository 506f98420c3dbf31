import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventParser, type ServerEvent } from '../../src/api/event-parser.ts';

function parse(text: string): readonly ServerEvent[] {
  return createEventParser()(text);
}

describe('createEventParser', () => {
  const streams: readonly (readonly [name: string, text: string, events: readonly ServerEvent[]])[] = [
    ['a comment alone', ': still here\n\n', []],
    ['an event that has not ended', 'data: 1\n', []],
    ['data', 'data: 1\n\n', [{ type: 'message', data: '1', id: undefined }]],
    ['data without the space', 'data:1\n\n', [{ type: 'message', data: '1', id: undefined }]],
    ['only the first space is left out', 'data:  1\n\n', [{ type: 'message', data: ' 1', id: undefined }]],
    ['several lines', 'data: a\ndata: b\n\n', [{ type: 'message', data: 'a\nb', id: undefined }]],
    [
      'names and ids; an id lasts',
      'event: activity\nid: 7\ndata: a\n\ndata: b\n\n',
      [
        { type: 'activity', data: 'a', id: '7' },
        { type: 'message', data: 'b', id: '7' },
      ],
    ],
    [
      'an id with a NUL is left out',
      'id: a\0b\ndata: 1\n\n',
      [{ type: 'message', data: '1', id: undefined }],
    ],
    ['an empty line between data', 'data\n\n', [{ type: 'message', data: '', id: undefined }]],
    ['other line ends', 'data: 1\r\n\r\ndata: 2\r\r', [{ type: 'message', data: '1', id: undefined }]],
    ['unknown fields', 'retry: 5\nfoo: 1\ndata: 2\n\n', [{ type: 'message', data: '2', id: undefined }]],
  ];
  it.each(streams)('%s', (_name, text, events) => {
    expect(parse(text)).toEqual(events);
  });

  it('waits with a carriage return at the end: it may be half a line end', () => {
    const next = createEventParser();
    expect(next('data: 2\r\r')).toEqual([]);
    expect(next('data: 3\r\r')).toEqual([{ type: 'message', data: '2', id: undefined }]);
  });

  it('gives the same events wherever the stream is cut', () => {
    const stream =
      'id: 1\nevent: activity\ndata: {"a":1}\n\n: still here\n\r\ndata: x\r\ndata: y\r\n\r\nid: 2\ndata: z\n\n';
    const whole = parse(stream);
    expect(whole.map(({ data }) => data)).toEqual(['{"a":1}', 'x\ny', 'z']);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 6 }), (cuts) => {
        const next = createEventParser();
        const edges = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
        const events = edges.slice(1).flatMap((end, index) => next(stream.slice(edges[index], end)));
        expect(events).toEqual(whole);
      }),
    );
  });
});
