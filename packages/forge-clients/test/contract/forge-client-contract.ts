import type { SandboxForgeKind } from '@deployment-automator/sandbox';
import { forgeFailuresContract } from './forge-failures-contract.ts';
import { forgeRefusalsContract } from './forge-refusals-contract.ts';
import { pullRequestsContract } from './pull-requests-contract.ts';
import { repositoryContract } from './repository-contract.ts';

/** What a forge's adapter is tried with. */
export interface ForgeContractOptions {
  readonly kind: SandboxForgeKind;
  /** The config repo as the forge names it. Default: `acme/config`. */
  readonly repository?: string;
  /** A source repository as `compare` and `release` name it. Default: `acme/web`. */
  readonly source?: string;
}

/** What every adapter does, against its forge's protocol fake. */
export function forgeClientContract(options: ForgeContractOptions): void {
  pullRequestsContract(options);
  repositoryContract(options);
  forgeRefusalsContract(options);
  forgeFailuresContract(options);
}
