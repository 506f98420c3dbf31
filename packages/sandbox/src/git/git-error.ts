/** What went wrong in the sandbox's git server. */
export type SandboxGitErrorCode = 'git-failed' | 'invalid-repository-name' | 'repository-exists';

/** The one error of the sandbox's git server. */
export class SandboxGitError extends Error {
  readonly code: SandboxGitErrorCode;

  constructor(code: SandboxGitErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SandboxGitError';
    this.code = code;
  }
}
