/** The folder of the built page, with `index.html` in it once it is built. */
export declare const pageFolder: string;
