/**
 * The main job without a screen, in a real Chromium with the real DevTools panel: a refused save, its cause, and both edits
 * saved in the end. `npx tsx scripts/main-job.ts [folder for screenshots]`; wants dist/chrome (npm run build).
 * Ends with `main job: ok`, or says what failed and exits with 1.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { changedBySomeoneElse } from '../test/e2e/stories/changed-by-someone-else.ts';
import { ownSecondSave } from '../test/e2e/stories/own-second-save.ts';
import type { Stage } from '../test/e2e/stories/story.ts';
import { launch } from '../test/e2e/support/driver.ts';
import { startLab } from '../test/lab/server.ts';

const folder = process.argv[2] ?? 'screenshots-out';
let shots = 0;

function say(sentence: string): void {
  console.log(`  ${sentence.replaceAll(/\s*\n\s*/g, '\n    ')}`);
}

const shoot: Stage['shoot'] = async ({ panel }, name) => {
  shots += 1;
  await panel.screenshot(join(folder, `${shots}-${name}.png`));
};

await mkdir(folder, { recursive: true });
const lab = await startLab();
try {
  const browser = await launch('chromium', { extensions: ['dist/chrome'] });
  try {
    console.log(`${browser.version}, lab at ${lab.origin}`);
    for (const story of [changedBySomeoneElse, ownSecondSave]) {
      console.log(`\n${story.title}`);
      await story.play({ browser, lab, say, shoot });
    }
    console.log(`\nscreenshots: ${folder}/`);
    console.log('main job: ok');
  } finally {
    await browser.close();
  }
} catch (error) {
  console.error(`\nmain job: failed\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await lab.close();
}
