export { type FileFilter, fileFilter } from './file-filter.ts';
