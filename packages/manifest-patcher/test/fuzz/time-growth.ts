import { edit, readFile } from '../../src/index.ts';

/** How the time for a text grows when the text is repeated. */
export interface Growth {
  /** Of the processor, for the longer one: a busy machine must not count. */
  readonly milliseconds: number;
  /** Times the length's growth; 1 is linear. */
  readonly factor: number;
}

const shortLength = 30_000;
const times = 4;

/** Read and edit a long text and one that is four times as long, both made by repeating a piece. */
export function timeGrowth(path: string, piece: string): Growth {
  const short = piece.repeat(Math.ceil(shortLength / piece.length));
  const milliseconds = timeOf(path, short.repeat(times));
  return { milliseconds, factor: milliseconds / Math.max(timeOf(path, short), 1) / times };
}

function timeOf(path: string, text: string): number {
  const bytes = Buffer.from(text, 'latin1');
  const runs = Array.from({ length: 3 }, () => {
    const began = process.cpuUsage();
    const { fields } = readFile(path, bytes);
    const [last] = fields.slice(-1);
    if (last !== undefined) edit(path, bytes, [{ field: last, to: { tag: '2' } }]);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  });
  return Math.min(...runs);
}
