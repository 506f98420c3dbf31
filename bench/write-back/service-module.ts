import { fileURLToPath } from 'node:url';

/** What is used here of the service's own way to write; an application exports nothing by name. */
export interface ServiceModule {
  openConfigRepo(options: object): Promise<ConfigRepo>;
}

export interface ConfigRepo {
  refresh(): Promise<Snapshot>;
  readBlob(blob: string): Promise<Buffer>;
  write(
    base: Snapshot,
    commits: readonly { message: string; changes: readonly Change[] }[],
  ): Promise<{ readonly snapshot: Snapshot }>;
  close(): void;
}

export interface Change {
  readonly path: string;
  readonly mode: string;
  readonly bytes: Uint8Array;
}

export interface Snapshot {
  readonly commit: string;
  readonly files: ReadonlyMap<
    string,
    { readonly mode: string; readonly blob: string; readonly facts: { readonly fields: readonly Field[] } }
  >;
}

type Field = Parameters<
  typeof import('@deployment-automator/manifest-patcher').edit
>[2][number] extends infer Edit
  ? Edit extends { readonly field: infer Found }
    ? Found
    : never
  : never;

export async function loadServiceModule(): Promise<ServiceModule> {
  const launcher = import.meta.resolve('@deployment-automator/automator/bin/automator.mjs');
  const path = fileURLToPath(new URL('../dist/config-repo/index.js', launcher));
  const loaded: unknown = await import(path);
  if (!isServiceModule(loaded)) throw new Error(`${path} has no openConfigRepo; build first`);
  return loaded;
}

function isServiceModule(loaded: unknown): loaded is ServiceModule {
  return typeof loaded === 'object' && loaded !== null && 'openConfigRepo' in loaded;
}
