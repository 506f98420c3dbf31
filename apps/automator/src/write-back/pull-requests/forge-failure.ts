import { ForgeError } from '@deployment-automator/forge-clients';
import { AutomatorError } from '../../errors/automator-error.ts';

/** What went wrong on a forge, as this application says it. */
export function forgeFailure(error: ForgeError, configRepo: string): AutomatorError {
  return new AutomatorError('forge-failed', `${error.message} (${error.code})`, {
    where: configRepo,
    next: error.next,
    cause: error,
  });
}

/** After these nothing else is worth asking in this look; anything else is about one pull request. */
export function endsTheLook(error: unknown): boolean {
  return error instanceof ForgeError && error.code !== 'invalid' && error.code !== 'conflict';
}
