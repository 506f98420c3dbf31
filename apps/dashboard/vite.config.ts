import { defineConfig } from 'vite';

// biome-ignore lint/style/noDefaultExport: vite reads the default export
export default defineConfig({
  // The page may stand behind any path prefix.
  base: './',
  build: { target: 'es2023', assetsInlineLimit: 0 },
});
