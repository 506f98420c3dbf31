import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { GitObject } from './git-object.ts';
import type { Pace } from './pace-work.ts';

/** A pack and the index by which git finds an object in it. */
export interface PackFile {
  /** Git's own name for the pair, without an ending. */
  readonly name: string;
  readonly pack: Buffer;
  readonly index: Buffer;
}

interface Entry {
  readonly id: string;
  readonly offset: number;
  readonly crc: number;
}

const typeNumbers = { commit: 1, tree: 2, blob: 3 } as const;

/** Beyond that the index would need its larger form. */
const largestOffset = 0x7fffffff;

/** Whole objects, each once, none as a difference to another. Source: gitformat-pack(5), index version 2. */
export async function packFile(objects: readonly GitObject[], level: number, pace: Pace): Promise<PackFile> {
  const parts = [Buffer.concat([Buffer.from('PACK'), numbers(2, objects.length)])];
  const entries: Entry[] = [];
  let offset = 12;
  for (const object of objects) {
    const bytes = await pace(() => Buffer.concat([entryHead(object), deflateSync(object.body, { level })]));
    entries.push({ id: object.id, offset, crc: crc32(bytes) });
    parts.push(bytes);
    offset += bytes.length;
    if (offset > largestOffset) throw new Error('a commit of more than 2 GB cannot be written');
  }
  const pack = withSum(parts);
  const sum = pack.subarray(-20);
  return { name: `pack-${sum.toString('hex')}`, pack, index: indexOf(entries, sum) };
}

/** The type and the length before compression, seven bits a byte after the first four. */
function entryHead({ type, body }: GitObject): Buffer {
  const bytes: number[] = [];
  let byte = (typeNumbers[type] << 4) | (body.length & 15);
  for (let rest = Math.floor(body.length / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 128);
    byte = rest & 127;
  }
  bytes.push(byte);
  return Buffer.from(bytes);
}

/** For each first byte how many ids begin with it or less; then, by id, the ids, sums and places. */
function indexOf(entries: readonly Entry[], packSum: Buffer): Buffer {
  const sorted = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const firstBytes = sorted.map(({ id }) => Number.parseInt(id.slice(0, 2), 16));
  let count = 0;
  const upTo = Array.from({ length: 256 }, (_, byte) => {
    while ((firstBytes[count] ?? 256) <= byte) count += 1;
    return count;
  });
  return withSum([
    numbers(0xff744f63, 2, ...upTo),
    Buffer.from(sorted.map(({ id }) => id).join(''), 'hex'),
    numbers(...sorted.map(({ crc }) => crc)),
    numbers(...sorted.map(({ offset }) => offset)),
    packSum,
  ]);
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, at * 4);
  return bytes;
}

function withSum(parts: readonly Buffer[]): Buffer {
  const whole = Buffer.concat(parts);
  return Buffer.concat([whole, createHash('sha1').update(whole).digest()]);
}
