import { parsePolicy, type TagPolicy, TagPolicyError } from '@deployment-automator/tag-policy';

/** Why a rule that was put into our words is no policy. */
export interface PolicyFault {
  readonly code: 'bad-policy' | 'bad-filter';
  readonly message: string;
}

/** The policy that a rule comes to, or what is wrong with the rule. */
export function tryPolicy(
  text: string,
  filters: readonly string[] = [],
  suffix?: string,
): TagPolicy | PolicyFault {
  try {
    return parsePolicy(text, { filters, ...(suffix !== undefined && { suffix }) });
  } catch (error) {
    if (!(error instanceof TagPolicyError)) throw error;
    return { code: error.code === 'bad-filter' ? 'bad-filter' : 'bad-policy', message: error.message };
  }
}
