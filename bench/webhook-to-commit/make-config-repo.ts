// A program of its own: a process that once held a hundred megabytes of files starts git slowly for ever after.
import { createBareRepository } from '@deployment-automator/sandbox';
import { configFiles } from './config-files.ts';

const [root = '', name = '', registryHost = '', count = ''] = process.argv.slice(2);
const files = configFiles({ registryHost, count: Number(count) });
process.stdout.write(await createBareRepository(root, name, { files }));
