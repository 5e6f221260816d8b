/**
 * `npm start`: from a fresh clone to a Chromium with Resave's panel open on the lab.
 * `npm start -- --headless [folder]`: plays the main job without a screen, screenshots into the folder.
 */
import { heading, npm, runTypeScript } from './lib/run.mjs';
import { main, SetupError, setUp } from './lib/setup.mjs';

const args = process.argv.slice(2);
const headless = args.includes('--headless');
const [folder = 'screenshots-out'] = args.filter((arg) => !arg.startsWith('--'));

await main(async () => {
  const screen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!headless && !screen) throw new SetupError('There is no screen here. Try: npm start -- --headless');
  await setUp(['chromium']);
  heading('Build');
  if ((await npm('run', 'build')) !== 0) throw new SetupError('The build failed; its reason stands above.');
  if (headless) {
    heading('The main job');
    return runTypeScript('scripts/main-job.ts', folder);
  }
  heading('The lab, in a Chromium of its own');
  return runTypeScript('scripts/open-lab.ts');
});
