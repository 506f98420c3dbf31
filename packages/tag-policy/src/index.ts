export { createDecider, type DecideOptions, type Decider, decide, wants } from './decide.ts';
export { type Choice, type Decision, type DecisionCode, decisions } from './decision.ts';
export type { Candidate, Current, Listing } from './listing.ts';
export { policyForms } from './orders.ts';
export { isSignatureTag } from './signature-tag.ts';
export { type DigestMode, type PolicyOptions, parsePolicy, type TagPolicy } from './tag-policy.ts';
export { policyFaults, TagPolicyError, type TagPolicyErrorCode } from './tag-policy-error.ts';
export { type Verdict, type VerdictCode, verdicts } from './verdict.ts';
export type { Wants } from './wants.ts';
