/**
 * A push that is begun before it is known what it will bring: git starts, and where it can it connects, while something
 * else is done.
 *
 * It spares time and decides nothing: the remote compares and swaps against the commit that it named, and what cannot
 * be told here is told by `git push`.
 */
export interface BegunPush {
  /**
   * Moves the branch from the commit that was expected to `commit`, which descends from it, or not at all.
   * @returns what `git push --porcelain` would print; undefined where that is not known
   */
  send(commit: string): Promise<string | undefined>;
  /** Where nothing is to be sent after all. */
  end(): void;
}

/** Decided on this side, by looking at where the remote says the branch is. */
const ours = /^(?:stale info|fetch first|needs force|non-fast forward|already exists)$/;

/**
 * Puts the answer of git's plumbing into the words of `git push --porcelain`.
 * @param answers the lines of `git send-pack --helper-status`; so do remote helpers answer, see gitremote-helpers(7). Git
 * answers for every other ref of the remote too, that nothing was to be pushed to it.
 * @param said what was printed for people: the remote's own words are there
 * @returns undefined where no line tells of this ref
 */
export function printReport(
  answers: readonly string[],
  said: string,
  commit: string,
  ref: string,
): string | undefined {
  const line = (flag: string, summary: string): string => `${said}\n${flag}\t${commit}:${ref}\t${summary}\n`;
  const answer = answers.find((one) => one.split(' ')[1] === ref);
  if (answer === `ok ${ref}`) return line(' ', 'pushed');
  if (answer === `ok ${ref} up to date`) return line('=', '[up to date]');
  if (answer?.startsWith(`error ${ref} `) !== true) return undefined;
  const reason = answer.slice(`error ${ref} `.length);
  return line('!', `${ours.test(reason) ? '[rejected]' : '[remote rejected]'} (${reason})`);
}
