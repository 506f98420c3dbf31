import { join } from 'node:path';
import { edit } from '@deployment-automator/manifest-patcher';
import { type Change, loadServiceModule, type Snapshot } from './service-module.ts';

/** One write of the service's own; milliseconds. */
export interface OurShot {
  /** From the decision to the end of the write: read, edit, prove, commit, push, and know what is there now. */
  readonly whole: number;
  /** Of that, the reading, editing and proving, which bare git does not do. */
  readonly edit: number;
}

export interface OurWrite {
  /** Moves the image of each file to a tag, in one commit. A lost race is read and edited again. */
  write(paths: readonly string[], tag: string): Promise<OurShot & { readonly races: number }>;
  /** The text of files as they are now. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  close(): void;
}

export async function openOurWrite(folder: string, url: string): Promise<OurWrite> {
  const { openConfigRepo } = await loadServiceModule();
  const kept = new Map<string, string>();
  const repo = await openConfigRepo({
    remote: { name: 'bench', url, branch: 'main' },
    paths: ['**'],
    dialects: ['automator'],
    dir: join(folder, 'mirror.git'),
    store: {
      get: (key: string) => kept.get(key),
      put: async (key: string, value: string) => void kept.set(key, value),
      delete: async (key: string) => void kept.delete(key),
      close: async () => undefined,
    },
    committer: { name: 'Automator', email: 'automator@localhost' },
    now: Date.now,
  });
  let snapshot: Snapshot = await repo.refresh();
  // Facts are only kept for a restart, which there is none of here.
  kept.clear();

  const changesOf = (paths: readonly string[], tag: string): Promise<Change[]> =>
    Promise.all(
      paths.map(async (path) => {
        const file = snapshot.files.get(path);
        const field = file?.facts.fields[0];
        if (file === undefined || field === undefined) throw new Error(`${path} has no image`);
        const patch = edit(path, await repo.readBlob(file.blob), [{ field, to: { tag } }]);
        if (patch.refused.length > 0) throw new Error(`${path}: ${JSON.stringify(patch.refused)}`);
        return { path, mode: file.mode, bytes: patch.bytes };
      }),
    );

  return {
    write: async (paths, tag) => {
      const began = performance.now();
      let edited = 0;
      for (let races = 0; ; races += 1) {
        const start = performance.now();
        const changes = await changesOf(paths, tag);
        edited += performance.now() - start;
        try {
          ({ snapshot } = await repo.write(snapshot, [{ message: 'Update the image\n', changes }]));
          return { whole: performance.now() - began, edit: edited, races };
        } catch (error) {
          if (!String(error).includes('somebody else pushed first') || races > 3) throw error;
          snapshot = await repo.refresh();
        }
      }
    },
    read: async (paths) =>
      new Map(
        await Promise.all(
          paths.map(async (path): Promise<[string, string]> => {
            const blob = snapshot.files.get(path)?.blob ?? '';
            return [path, (await repo.readBlob(blob)).toString()];
          }),
        ),
      ),
    close: () => repo.close(),
  };
}
