import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { GitObject } from './git-object.ts';
import { type Pace, paceWork } from './pace-work.ts';
import { packFile } from './pack-file.ts';

/** Git's own level for loose objects: they are packed again before they travel. */
const level = 1;

/** From so many objects on, one pack costs less than a file each; git draws the same line. */
const manyObjects = 100;

/** Stores objects in a repository that belongs to this process. */
export async function writeObjects(dir: string, objects: readonly GitObject[]): Promise<void> {
  const pace = paceWork(() => performance.now());
  if (objects.length >= manyObjects) return writePack(dir, objects, pace);
  for (const object of objects) await pace(() => writeLoose(dir, object));
}

/**
 * `objects/<2 hex>/<38 hex>`, compressed; it appears whole or not at all. Without a promise: a few small files are
 * written sooner than a busy machine gives other threads their turn.
 */
function writeLoose(dir: string, { id, type, body }: GitObject): void {
  const folder = join(dir, 'objects', id.slice(0, 2));
  const path = join(folder, id.slice(2));
  if (existsSync(path)) return;
  const bytes = deflateSync(Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]), { level });
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `tmp_obj_${randomUUID()}`);
  writeFileSync(temporary, bytes, { mode: 0o444 });
  renameSync(temporary, path);
}

/** A pack counts from the moment its index is there. */
async function writePack(dir: string, objects: readonly GitObject[], pace: Pace): Promise<void> {
  const { name, pack, index } = await packFile(objects, level, pace);
  const path = join(dir, 'objects', 'pack', name);
  await writeWhole(`${path}.pack`, pack);
  await writeWhole(`${path}.idx`, index);
}

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const temporary = join(dirname(path), `tmp_pack_${randomUUID()}`);
  await writeFile(temporary, bytes, { mode: 0o444 });
  await rename(temporary, path);
}
