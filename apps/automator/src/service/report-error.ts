import type { ListingAttempt } from '../check/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import type { ReportedError, Update } from '../reconcile/index.ts';

export function reportError(where: string, error: unknown): ReportedError {
  if (error instanceof AutomatorError) {
    return { where: error.where, code: error.code, message: error.message, next: error.next };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { where, code: 'unexpected', message, next: 'report this with what you did' };
}

/** What registries did not answer, in the order of the images' names. */
export function reportListings(listings: ReadonlyMap<string, ListingAttempt>): ReportedError[] {
  return [...listings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([where, { problem }]) => (problem === undefined ? [] : [{ where, ...problem }]));
}

export function reportNoPullRequests({ id, image, to }: Update): ReportedError {
  return {
    where: id,
    code: 'pull-requests-unavailable',
    message: `${image} ${to} was not proposed: no forge is named for this config repo`,
    next: 'add forge: with its kind and a token to the config repo, or set writeBack: commit',
  };
}
