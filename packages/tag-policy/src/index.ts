export { type DecideOptions, decide } from './decide.ts';
export { type Decision, type DecisionCode, decisions } from './decision.ts';
export type { Candidate, Current, Listing } from './listing.ts';
export type { Order, Refusal, Standing } from './order.ts';
export { policyForms } from './orders.ts';
export { isSignatureTag } from './signature-tag.ts';
export { parsePolicy, type TagPolicy } from './tag-policy.ts';
export { policyFaults, TagPolicyError, type TagPolicyErrorCode } from './tag-policy-error.ts';
export { type Verdict, type VerdictCode, verdicts } from './verdict.ts';
