import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** What `npm start -- --headless` says where the environment is this alone. */
function start(environment: { readonly [name: string]: string }) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/start.mjs', '--headless'], {
    env: environment,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

// Windows and macOS have browsers in places of their own.
describe.runIf(process.platform === 'linux')('npm start, where something is missing', () => {
  it('no browser, and none can be installed: says which, and the command, before anything is downloaded', () => {
    const { status, said } = start({ PATH: '' });
    expect(status).toBe(1);
    expect(said).toContain('Chromium (or Chrome)');
    expect(said).toContain('or set CHROME_PATH to where it is');
    expect(said).toContain('sudo apt-get install chromium');
    expect(said).not.toContain('npm ci');
  });

  it('CHROME_PATH that leads nowhere: a sentence, no stack', () => {
    const { status, said } = start({ PATH: '', CHROME_PATH: '/nowhere/chromium' });
    expect(status).toBe(1);
    expect(said).toContain('CHROME_PATH is /nowhere/chromium, and that is not a program.');
    expect(said).not.toMatch(/^\s+at /m);
  });
});
