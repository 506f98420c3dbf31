import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printOurTrailer, readOurTrailers, tellsOurMove } from '../../src/holds/index.ts';

const word = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => /^[\x21-\x7e]+$/.test(text));
const trailer = fc.record({ id: word, repository: word, from: word, to: word });

describe('trailers of ours', () => {
  it('are read as they are printed, whatever stands around them', () => {
    fc.assert(
      fc.property(fc.array(trailer, { maxLength: 5 }), (trailers) => {
        const message = ['Update\n\nbody\n', ...trailers.map(printOurTrailer), 'Signed-off-by: x'].join('\n');
        expect(readOurTrailers(message)).toEqual(trailers);
        expect(readOurTrailers(message.replaceAll('\n', '\r\n'))).toEqual(trailers);
      }),
    );
  });

  it.each([
    ' Automator-Update: a b c -> d',
    'Automator-Update: a b c d',
    'Automator-Update: a b -> c',
    '> Automator-Update: a b c -> d',
    'Automator-Update: a b c -> d e',
  ])('are not read from "%s"', (line) => {
    expect(readOurTrailers(`x\n${line}\n`)).toEqual([]);
  });

  it('tell of a move by its field and its version', () => {
    const message = 'x\n\nAutomator-Update: f r 1 -> 2\n';
    expect([
      tellsOurMove(message, 'f', '2'),
      tellsOurMove(message, 'f', '3'),
      tellsOurMove(message, 'g', '2'),
    ]).toEqual([true, false, false]);
  });
});
