/** What the process says when it ends: done or nothing to do, failed, changes pending or findings, wrong usage. */
export const exitCode = { done: 0, failed: 1, pending: 2, usage: 64 } as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
