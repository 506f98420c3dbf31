/** A policy and the filters that narrow it. */
export interface SplitRule {
  readonly policy: string;
  /** One a line. */
  readonly filters: string;
}

/** Parts a policy from its filters, which the service shows behind it, each after a space. */
export function splitRule(rule: string): SplitRule {
  const [policy = '', ...filters] = rule.split(/\s+(?=!?(?:regex|glob):)/);
  return { policy: policy.trim(), filters: filters.join('\n') };
}
