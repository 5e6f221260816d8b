import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // The polyfill throws outside an extension; unit tests bring the browser they need.
    alias: { 'webextension-polyfill': fileURLToPath(new URL('./test/support/browser.ts', import.meta.url)) },
  },
  test: {
    // Shared machines stall now and then. A test that does not pass at once is marked in the report, and is a bug to look at.
    retry: process.env.CI === undefined ? 0 : 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', 'test/peers/**'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One browser at a time: the stories share nothing, the machine's cores they do.
          fileParallelism: false,
        },
      },
    ],
  },
});
