#!/usr/bin/env node
// A launcher that is there before anything is built, so that npm can link it on a fresh clone.
import { existsSync } from 'node:fs';

const main = new URL('../dist/cli/main.js', import.meta.url);
if (!existsSync(main)) {
  console.error('automator is not built yet; run `npm run build` in the checkout first');
  process.exit(1);
}
await import(main.href);
