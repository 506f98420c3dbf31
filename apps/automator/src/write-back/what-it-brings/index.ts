export type { ImageChange } from './image-change.ts';
