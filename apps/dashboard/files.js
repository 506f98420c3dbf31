import { fileURLToPath } from 'node:url';

/** The folder of the built page, with `index.html` in it once it is built. */
export const pageFolder = fileURLToPath(new URL('./dist', import.meta.url));
