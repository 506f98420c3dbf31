import { defineConfig } from 'vitest/config';

// Workspace packages are read from their sources ("source" condition), so a test never runs against a stale build.
const conditions = ['source', 'module', 'node', 'development|production'];

// What they try is a matter of moments: nothing else may take the processor away from them.
const alone = ['race', 'kill', 'webhook-flood', 'graceful-stop'].map((name) => `test/${name}.test.ts`);
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } };

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        // A limit for what hangs, not for what is slow on a busy machine.
        test: {
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts'],
          testTimeout: 60_000,
          // Many wait for a process or a timer of their own; left to itself vitest keeps a core free.
          maxWorkers: '100%',
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e',
          include: ['test/**/*.test.ts'],
          exclude: alone,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e-alone',
          include: alone,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
