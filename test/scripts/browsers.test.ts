import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findBrowser } from '../../scripts/lib/browsers.mjs';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resave-browsers-'));
  vi.stubEnv('PATH', folder);
  vi.stubEnv('CHROME_PATH', '');
  vi.stubEnv('FIREFOX_PATH', '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function program(name: string, mode = 0o755): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, '');
  await chmod(path, mode);
  return path;
}

// Windows knows no executable bit, and macOS has browsers in places of their own.
describe.runIf(process.platform === 'linux')('findBrowser', () => {
  it('gives null where there is none', () => {
    expect(findBrowser('chromium')).toBeNull();
    expect(findBrowser('firefox')).toBeNull();
  });

  it('finds a browser by its usual names, Chromium before Chrome', async () => {
    await program('google-chrome');
    const chromium = await program('chromium');
    const firefox = await program('firefox-esr');
    expect(findBrowser('chromium')).toBe(chromium);
    expect(findBrowser('firefox')).toBe(firefox);
  });

  it('takes the one that the environment names', async () => {
    await program('chromium');
    const chosen = await program('my-chromium');
    vi.stubEnv('CHROME_PATH', chosen);
    expect(findBrowser('chromium')).toBe(chosen);
  });

  it('says so where the environment names something else', async () => {
    vi.stubEnv('FIREFOX_PATH', await program('notes.txt', 0o644));
    expect(() => findBrowser('firefox')).toThrow(/FIREFOX_PATH is .*notes\.txt, and that is not a program/);
  });

  it('passes over what is not a program', async () => {
    await program('chromium', 0o644);
    expect(findBrowser('chromium')).toBeNull();
  });
});
