import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Holds back what is pushed to a repository, as a slow server would. */
export interface PushGate {
  /** From now on every push waits on the server, complete but not yet taken. */
  close(): Promise<void>;
  /** How many pushes wait. */
  waiting(): Promise<number>;
  /** Takes the pushes that wait and all that follow. */
  open(): Promise<void>;
}

/** Puts a gate before a bare repository on this machine. It is open. */
export async function buildPushGate(repository: string): Promise<PushGate> {
  const folder = join(repository, 'gate');
  const closed = join(folder, 'closed');
  await mkdir(folder);
  await mkdir(join(repository, 'hooks'), { recursive: true });
  // When the repository is removed the gate is gone with it, so no hook waits for ever.
  const hook = `#!/bin/sh
cd '${folder}' || exit 1
touch "waiting-$$"
while [ -e '${closed}' ]; do sleep 0.05; done
rm -f "waiting-$$"
`;
  await writeFile(join(repository, 'hooks', 'pre-receive'), hook, { mode: 0o755 });
  return {
    close: () => writeFile(closed, ''),
    waiting: async () => (await readdir(folder)).filter((name) => name.startsWith('waiting-')).length,
    open: () => rm(closed, { force: true }),
  };
}
