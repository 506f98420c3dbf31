import { AutomatorError, type AutomatorErrorCode } from '../../errors/automator-error.ts';
import type { ProblemDetails } from '../problem-details.ts';
import { ApiProblem } from './api-problem.ts';

/** Failures that are not ours: what was asked cannot be done, or what we depend on refused. The rest is a 500. */
const statuses: Readonly<Partial<Record<AutomatorErrorCode, number>>> = {
  'bad-usage': 400,
  'field-missing': 404,
  'edit-refused': 409,
  'git-push-raced': 409,
  'git-branch-missing': 409,
  'git-branch-protected': 409,
  'git-repository-empty': 409,
  'git-repository-archived': 409,
  'git-push-refused': 409,
  'too-many-updates': 409,
  'git-unauthorized': 502,
  'git-not-found': 502,
  'git-unreachable': 502,
  'git-host-unknown': 502,
  'git-tls': 502,
  'git-push-unconfirmed': 502,
  'registry-failed': 502,
  'forge-failed': 502,
  'redis-unreachable': 503,
  'redis-failed': 503,
};

/** What an error is answered with; undefined where only the log may say what it was. */
export function problemOf(error: unknown): ProblemDetails | undefined {
  if (error instanceof ApiProblem) {
    const { status, title, message: detail, code, next } = error;
    return { status, title, detail, code, next };
  }
  if (error instanceof AutomatorError) {
    const { code, message, where, next } = error;
    return { status: statuses[code] ?? 500, title: 'Not done', detail: `${where}: ${message}`, code, next };
  }
  return undefined;
}
