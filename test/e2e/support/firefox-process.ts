import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../../../scripts/lib/browsers.mjs';
import type { LaunchOptions } from './driver.ts';
import { patience } from './until.ts';

function preferences(prompts: LaunchOptions['prompts']): { [name: string]: boolean | number | string } {
  return {
    'app.normandy.enabled': false,
    'browser.aboutwelcome.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.page': 0,
    'datareporting.policy.dataSubmissionEnabled': false,
    'devtools.toolbox.footer.height': 720,
    'devtools.toolbox.host': 'bottom',
    'extensions.webextOptionalPermissionPrompts': prompts === 'leave',
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'remote.active-protocols': 1,
    'remote.prefs.recommended': true,
    'toolkit.telemetry.server': '',
  };
}

/** The address that Firefox prints once it listens. Rejects where it ends or says nothing. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const slow = setTimeout(() => reject(new Error(`Firefox did not listen: ${said}`)), 4 * patience);
    const hear = (data: unknown) => {
      said += String(data);
      const url = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(slow);
      resolve(url);
    };
    child.stderr?.on('data', hear);
    child.stdout?.on('data', hear);
    child.on('exit', (code) => reject(new Error(`Firefox ended with ${code}: ${said}`)));
    child.on('error', reject);
  });
}

export type RunningFirefox = {
  /** Where WebDriver BiDi listens. */
  readonly url: string;
  /** Settles when the process is gone and its profile removed. */
  readonly closed: Promise<void>;
  /** Waits for its end after it was asked to close; by force where it does not end in time. */
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
};

/** Starts Firefox with a profile of its own. Throws where none is installed. */
export async function startFirefox(options: LaunchOptions): Promise<RunningFirefox> {
  const program = findBrowser('firefox');
  if (program === null) throw new Error('No Firefox found; install one or set FIREFOX_PATH');
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'resave-firefox-')));
  const lines = Object.entries(preferences(options.prompts)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const arguments_ = ['--no-remote', '--profile', profile, '--remote-debugging-port=0', '--remote-allow-system-access'];
  if (options.headless ?? true) arguments_.unshift('--headless');
  const child = spawn(program, arguments_, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Firefox refuses a home that is not the user's own, as it may be in containers.
    env: { ...process.env, HOME: profile, MOZ_HEADLESS_WIDTH: '1366', MOZ_HEADLESS_HEIGHT: '1000' },
  });
  const closed = once(child, 'exit').then(async () => {
    if (options.profile === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  const stop = async () => {
    const kill = setTimeout(() => child.kill('SIGKILL'), patience);
    await closed;
    clearTimeout(kill);
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await closed;
  };
  try {
    return { url: await listening(child), closed, stop, kill };
  } catch (error) {
    await kill();
    throw error;
  }
}
