export { type FolderFile, readFolder } from './read-folder.ts';
