export { type FileFilter, fileFilter } from './file-filter.ts';
export { type FolderFile, readFolder } from './read-folder.ts';
