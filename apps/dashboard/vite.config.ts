import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

// biome-ignore lint/style/noDefaultExport: vite reads the default export
export default defineConfig({
  // The page may stand behind any path prefix.
  base: './',
  // Workspace packages are read from their sources, so the page never carries a stale build of the service's code.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: { target: 'es2023', assetsInlineLimit: 0 },
  plugins: [compressFiles()],
});

/** Puts each text beside itself in the encodings of browsers, so that the service compresses nothing while it runs. */
function compressFiles(): Plugin {
  const encodings = { br: promisify(brotliCompress), gz: promisify<Buffer, Buffer>(gzip) };
  return {
    name: 'compress-files',
    apply: 'build',
    async writeBundle({ dir = 'dist' }, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(html|css|js|svg)$/.test(file))) {
        const path = join(dir, name);
        const bytes = await readFile(path);
        for (const [ending, compress] of Object.entries(encodings))
          await writeFile(`${path}.${ending}`, await compress(bytes));
      }
    },
  };
}
