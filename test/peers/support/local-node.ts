import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Path of something below test/peers. Throws where the servers were not installed: a missing peer is a failure. */
export function ofPeers(path: string): string {
  const full = fileURLToPath(new URL(`../${path}`, import.meta.url));
  if (!existsSync(full)) throw new Error(`${full} is not there: npm run test:peers installs it (npm ci in test/peers)`);
  return full;
}
