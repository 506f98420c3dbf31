import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { GitObject } from './git-object.ts';
import { type Pace, paceWork } from './pace-work.ts';

/** Git's own level for loose objects: they are packed again before they travel. */
const level = 1;

/** From so many objects on, one pack and one process cost less than a file each; git draws the same line. */
const manyObjects = 100;

/** Stores objects in a repository that belongs to this process. */
export async function writeObjects(
  dir: string,
  env: Readonly<Record<string, string>>,
  objects: readonly GitObject[],
): Promise<void> {
  const pace = paceWork(() => performance.now());
  if (objects.length >= manyObjects) return writePack(dir, env, objects, pace);
  await Promise.all(objects.map((object) => writeLoose(dir, object, pace)));
}

/** `objects/<2 hex>/<38 hex>`, compressed; it appears whole or not at all. */
async function writeLoose(dir: string, { id, type, body }: GitObject, pace: Pace): Promise<void> {
  const folder = join(dir, 'objects', id.slice(0, 2));
  const path = join(folder, id.slice(2));
  if (existsSync(path)) return;
  const whole = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
  const bytes = await pace(() => deflateSync(whole, { level }));
  const temporary = join(folder, `tmp_obj_${randomUUID()}`);
  await writeFile(temporary, bytes, { mode: 0o444 }).catch(async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, bytes, { mode: 0o444 });
  });
  await rename(temporary, path);
}

const typeNumbers = { commit: 1, tree: 2, blob: 3 } as const;

/** One pack of whole objects, which `git index-pack` checks and keeps. Source: gitformat-pack(5). */
async function writePack(
  dir: string,
  env: Readonly<Record<string, string>>,
  objects: readonly GitObject[],
  pace: Pace,
): Promise<void> {
  const head = Buffer.alloc(12);
  head.write('PACK');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(objects.length, 8);
  const parts: Buffer[] = [head];
  for (const object of objects) {
    parts.push(entryHead(object), await pace(() => deflateSync(object.body, { level })));
  }
  const sum = createHash('sha1');
  for (const part of parts) sum.update(part);
  parts.push(sum.digest());
  await indexPack(dir, env, parts);
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

function indexPack(
  dir: string,
  env: Readonly<Record<string, string>>,
  parts: readonly Buffer[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['index-pack', '--stdin'], { cwd: dir, env });
    const errors: Buffer[] = [];
    child.stdout.resume();
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (status) => {
      const said = Buffer.concat(errors).toString('utf8').slice(0, 500);
      if (status === 0) resolve();
      else reject(new Error(`git index-pack failed: ${said}`));
    });
    for (const part of parts) child.stdin.write(part);
    child.stdin.end();
  });
}
