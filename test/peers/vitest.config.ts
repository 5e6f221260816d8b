import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The real servers: `npm run test:peers`. Apart from the project's other tests, for they want servers that not everybody has. */
export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  test: {
    name: 'peers',
    retry: process.env.CI === undefined ? 0 : 2,
    include: ['test/peers/**/*.peer.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // One browser and one server at a time.
    fileParallelism: false,
  },
});
