import {
  type SandboxForge,
  type SandboxForgeKind,
  type SandboxForgeOptions,
  type SandboxGitServer,
  startSandboxForge,
  startSandboxGitServer,
} from '@deployment-automator/sandbox';
import { createForgeClient, type ForgeClient, type ForgeOptions } from '../../src/index.ts';

/** The secret of the account that writes. No error may show it. */
export const TOKEN = 'sandbox-token';

/** A forge with one config repo, `deploy.yaml` in it, and a client for it. */
export interface ForgeUnderTest {
  readonly forge: SandboxForge;
  readonly client: ForgeClient;
  /** The config repo's bare repository. */
  readonly path: string;
  clientWith(options: Partial<ForgeOptions>): ForgeClient;
  /** A branch with one commit of its own. */
  branch(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts both; `repository` is as the forge names it. */
export async function startForgeUnderTest(
  kind: SandboxForgeKind,
  repository: string,
  options: Partial<SandboxForgeOptions> = {},
): Promise<ForgeUnderTest> {
  const server: SandboxGitServer = await startSandboxGitServer();
  const files = { 'deploy.yaml': 'image: web:1.0.0\n' };
  const git = await server.createRepository('acme/config', { files });
  const forge = await startSandboxForge({ kind, git, repository, ...options });
  const clientWith = (changes: Partial<ForgeOptions>): ForgeClient =>
    createForgeClient({
      kind,
      apiUrl: forge.apiUrl,
      repository,
      token: () => TOKEN,
      username: 'automator',
      ...changes,
    });
  let commits = 0;
  return {
    forge,
    client: clientWith({}),
    path: git.path,
    clientWith,
    branch(name) {
      commits += 1;
      return forge.person.commitTo(
        name,
        { [`file-${commits}.yaml`]: `image: web:1.${commits}.0\n` },
        { by: 'automator' },
      );
    },
    async stop() {
      await forge.close();
      await server.close();
    },
  };
}
