/**
 * The background is killed again and again while a page saves, DevTools closed: what is lost? Every save is refused and every read carries
 * an ETag of its own; afterwards the raw database is compared with what the server answered.
 * `npm run -s bench:kills [-- --browser firefox --saves 300 --kills 10 --by worker]`; exit 1 where anything is lost or doubled.
 */
import { parseArgs } from 'node:util';
import { launch } from '../e2e/support/driver.ts';
import { builds } from '../e2e/support/extension-files.ts';
import { isRun, lossesUnderKills } from './kills/losses.ts';

const { values } = parseArgs({
  options: {
    browser: { type: 'string' },
    saves: { type: 'string', default: '300' },
    kills: { type: 'string', default: '10' },
    by: { type: 'string', default: 'page' },
  },
});
const names = (['chromium', 'firefox'] as const).filter((name) => (values.browser ?? name) === name);
for (const name of names) {
  const browser = await launch(name, { extensions: [builds[name]] });
  try {
    const by = values.by === 'worker' ? 'worker' : 'page';
    const found = await lossesUnderKills(browser, { saves: Number(values.saves), kills: Number(values.kills), by });
    console.log(`${name} ${browser.version}, by a ${by}: ${JSON.stringify(found)}`);
    if (!isRun(found)) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}
