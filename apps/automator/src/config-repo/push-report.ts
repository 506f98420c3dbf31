/** What `git push --porcelain` says of one ref; the remote's report-status is in it. Source: git-push(1), Output. */
export interface PushReport {
  /** `rejected` is decided on this side (stale, behind), `refused` by the remote. */
  readonly outcome: 'moved' | 'up-to-date' | 'rejected' | 'refused';
  /** The reason in parentheses, empty where there is none. */
  readonly reason: string;
}

/** @param ref `refs/heads/…` */
export function readPushReport(printed: string, ref: string): PushReport | undefined {
  for (const line of printed.split('\n')) {
    const [, flag = '', to, summary = ''] = /^([ +*=!-])\t[^\t]*:([^\t]+)\t(.*)$/.exec(line) ?? [];
    if (to !== ref) continue;
    const reason = /\((.*)\)\s*$/.exec(summary)?.[1] ?? '';
    if (flag === '=') return { outcome: 'up-to-date', reason };
    if (flag !== '!') return { outcome: 'moved', reason };
    return { outcome: summary.startsWith('[rejected]') ? 'rejected' : 'refused', reason };
  }
  return undefined;
}
