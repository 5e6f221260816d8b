import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Scratch = { readonly path: string; readonly remove: () => Promise<void> };

/** A folder for one server's data. Readable for all: servers started as root serve as somebody else. */
export async function scratch(name: string): Promise<Scratch> {
  const path = await mkdtemp(join(tmpdir(), `resave-peer-${name}-`));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}
