import { ForgeError } from '@deployment-automator/forge-clients';
import type { ConfigRepoConfig } from '../config/index.ts';
import { ourPrefix } from '../config-repo/index.ts';
import { forgeOf } from '../service/index.ts';
import { type Finding, failure, failureOf, ok } from './finding.ts';

/** Whether a forge takes the token, shows the repository, and lets the account write. Opens nothing there. */
export async function checkForge(config: ConfigRepoConfig, patience: number): Promise<Finding> {
  const check = `forge of ${config.name}`;
  const forge = forgeOf(config, Date.now, undefined, patience);
  if (forge === undefined) return ok(check, 'none is named');
  const look = async (): Promise<Finding> => {
    const { login } = await forge.whoAmI();
    const open = await forge.listOpen(config.branch, ourPrefix);
    const what = `${forge.kind} takes the token of ${login}; ${open.length} of our pull requests are open`;
    if (await forge.mayWrite(login)) return ok(check, what);
    return failure(
      check,
      `${forge.kind} takes the token of ${login}, which may not push to the repository`,
      `give ${login} the right to push and to open pull requests, or use another token`,
    );
  };
  try {
    // One lost connection is no finding: a server may close it while the next question is on its way.
    return await look().catch((error: unknown) => {
      if (error instanceof ForgeError && error.code === 'unreachable') return look();
      throw error;
    });
  } catch (error) {
    return failureOf(check, error);
  }
}
