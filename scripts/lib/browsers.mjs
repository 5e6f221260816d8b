/** Finds the browsers that the tests and the demonstration drive. Plain Node: a fresh clone has no node_modules yet. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Chromium refuses to start its sandbox as root (containers); everybody else keeps the sandbox. */
export const runningAsRoot = process.getuid?.() === 0;

const known = {
  chromium: {
    variable: 'CHROME_PATH',
    // Chromium first: the build that the tests were tried with.
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
    places: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      ...windowsPlaces('Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe'),
    ],
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    names: ['firefox', 'firefox-esr'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox', ...windowsPlaces('Mozilla Firefox\\firefox.exe')],
  },
};

function windowsPlaces(...below) {
  const roots = [process.env.LOCALAPPDATA, process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']];
  return roots.flatMap((root) => (root ? below.map((path) => join(root, path)) : []));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Path of the installed browser, or null. The environment (CHROME_PATH, FIREFOX_PATH) goes before the usual places. */
export function findBrowser(browser) {
  const { variable, names, places } = known[browser];
  const chosen = process.env[variable];
  if (chosen) {
    if (isProgram(chosen)) return chosen;
    throw new Error(`${variable} is ${chosen}, and that is not a program.`);
  }
  const ending = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name + ending))), ...places];
  return candidates.find(isProgram) ?? null;
}
