import { forgeClientContract } from '../contract/forge-client-contract.ts';

forgeClientContract({
  kind: 'azure-devops',
  repository: 'acme/platform/_git/config',
  source: 'acme/platform/_git/web',
});
