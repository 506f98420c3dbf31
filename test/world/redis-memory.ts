import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

/** Sends commands as lines to a Redis, as telnet would. @returns everything that it answered */
export async function askRedis(url: string, ...lines: string[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write([...lines, 'QUIT', ''].join('\r\n'));
  return (await socket.setEncoding('utf8').toArray()).join('');
}

/** Everything that a Redis holds, keys and values, uncompressed. */
export async function redisMemory(url: string, password: string): Promise<Buffer> {
  const answer = await askRedis(
    url,
    `AUTH ${password}`,
    'CONFIG SET rdbcompression no',
    'SAVE',
    'CONFIG GET dir',
  );
  const [, folder] = /\r\ndir\r\n\$\d+\r\n([^\r]+)\r\n/.exec(answer) ?? [];
  if (folder === undefined) throw new Error(`Redis did not save: ${answer}`);
  return readFile(join(folder, 'dump.rdb'));
}
