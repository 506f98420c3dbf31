// A program of its own: a process that once held a hundred megabytes of files starts git slowly for ever after.
import { createBareRepository } from '@deployment-automator/sandbox';
import { configFiles } from './config-files.ts';

const [root = '', name = '', count = ''] = process.argv.slice(2);
process.stdout.write(await createBareRepository(root, name, { files: configFiles(Number(count)) }));
