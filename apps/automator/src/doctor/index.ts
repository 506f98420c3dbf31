export { type Examination, examine, type Patient } from './examine.ts';
export type { Finding } from './finding.ts';
