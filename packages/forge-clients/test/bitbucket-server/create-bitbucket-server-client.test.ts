import { forgeClientContract } from '../contract/forge-client-contract.ts';

forgeClientContract({ kind: 'bitbucket-server' });
