import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type GitCredentials,
  type SandboxRegistry,
  type SandboxRepository,
  startSandboxGitServer,
  startSandboxRegistry,
} from '@deployment-automator/sandbox';
import { firstTag, movingImage, restingImages } from './config-files.ts';
import { run } from './run-command.ts';

/** A request that the registry or the git server got, and when, by `performance.now()`. */
export interface SeenRequest {
  readonly what: 'tags' | 'head' | 'push refs' | 'push' | 'other';
  readonly at: number;
}

/** A registry and a git server in this process, and the config repo on it. */
export interface World {
  readonly folder: string;
  readonly registry: SandboxRegistry;
  readonly repository: SandboxRepository;
  readonly credentials: GitCredentials;
  /** In the order of arrival. Emptied by the caller. */
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

const credentials: GitCredentials = { username: 'automator', password: 'correct-horse' };
const makeConfigRepo: string = fileURLToPath(import.meta.resolve('./make-config-repo.js'));
/** Of images that do not move. */
const restingTags = Array.from({ length: 40 }, (_, at) => `0.${at}.0`);

export async function openWorld(files: number): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'automator-bench-'));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', removeFolder);
  const seen: SeenRequest[] = [];
  const see = (what: SeenRequest['what']): void => {
    seen.push({ what, at: performance.now() });
  };
  const registry = await startSandboxRegistry();
  // Asked before each answer, which is when a request arrives; the answer stays the usual one.
  registry.answer(({ method, path }) => {
    if (path.includes('/tags/list')) see('tags');
    else see(method === 'HEAD' && path.includes('/manifests/') ? 'head' : 'other');
    return undefined;
  });
  const root = join(folder, 'git');
  const path = await run(process.execPath, [makeConfigRepo, root, 'config', registry.host, String(files)]);
  const gitServer = await startSandboxGitServer({
    root,
    credentials,
    onRequest: ({ service, step }) =>
      see(service === 'upload-pack' ? 'other' : step === 'advertise' ? 'push refs' : 'push'),
  });
  registry.seed(movingImage, [firstTag]);
  for (const image of restingImages) registry.seed(image, [...restingTags, firstTag]);
  return {
    folder,
    registry,
    repository: { url: `${gitServer.url}/config.git`, path },
    credentials,
    seen,
    close: async () => {
      await gitServer.close();
      await registry.close();
      removeFolder();
    },
  };
}
