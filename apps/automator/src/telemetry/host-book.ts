/** One request that was made to a host. */
export interface HostReport {
  readonly host: string;
  /** Left out when no answer came. */
  readonly status?: number;
  /** What the answer says is left of its rate limit. */
  readonly limit?: HostLimit;
}

export interface HostLimit {
  readonly remaining: number;
  /** ms since the epoch; left out where that is not said. */
  readonly resetsAt?: number;
}

/** What this process knows of a host from how it answered. Times are ms since the epoch. */
export interface HostRecord {
  readonly host: string;
  readonly requests: number;
  readonly lastAnswerAt?: number;
  readonly lastStatus?: number;
  readonly pausedUntil?: number;
  readonly limit?: HostLimit;
}

/** Writes down how hosts answer, since the process began. */
export interface HostBook {
  note(report: HostReport): void;
  /** It is left alone until then. */
  pause(host: string, until: number): void;
  /** What is over by now is left out. */
  of(host: string): HostRecord;
  /** In the order in which they were first asked. */
  hosts(): readonly string[];
}

/** Images of one config repo can name any host, so there is a bound. */
const hostsAtMost = 1_000;

export function createHostBook(now: () => number): HostBook {
  const records = new Map<string, HostRecord>();
  const change = (host: string, facts: Partial<HostRecord>): void => {
    if (!records.has(host) && records.size >= hostsAtMost) return;
    records.set(host, { ...(records.get(host) ?? { host, requests: 0 }), ...facts });
  };
  return {
    note: ({ host, status, limit }) =>
      change(host, {
        requests: (records.get(host)?.requests ?? 0) + 1,
        ...(status !== undefined && { lastAnswerAt: now(), lastStatus: status }),
        ...(limit !== undefined && { limit }),
      }),
    pause: (host, until) => change(host, { pausedUntil: until }),
    of: (host) => {
      const { pausedUntil, limit, ...known } = records.get(host) ?? { host, requests: 0 };
      const isOver = (at: number | undefined): boolean => at !== undefined && at <= now();
      return {
        ...known,
        ...(pausedUntil !== undefined && !isOver(pausedUntil) && { pausedUntil }),
        ...(limit !== undefined && !isOver(limit.resetsAt) && { limit }),
      };
    },
    hosts: () => [...records.keys()],
  };
}
