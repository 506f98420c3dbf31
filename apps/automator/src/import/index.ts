export { importFolder } from './import-folder.ts';
