/**
 * A page that floods the recorder beside a tab that works: nothing of the other tab may be lost, and what is kept of the flood stays
 * within the caps. `npm run -s bench:hostile [-- --count 50000 --browser chromium]`, after `npm run build`; exit 1 where it does not hold.
 */
import { parseArgs } from 'node:util';
import { isOneOf } from '../../src/http/unknown.ts';
import { defaultChoices } from '../../src/record/choices.ts';
import { launch } from '../e2e/support/driver.ts';
import { builds } from '../e2e/support/extension-files.ts';
import { flood } from '../e2e/support/hostile.ts';

const names = ['chromium', 'firefox'] as const;
const { values } = parseArgs({
  options: { count: { type: 'string', default: '50000' }, browser: { type: 'string', default: 'chromium' } },
});
for (const name of values.browser === 'both' ? names : isOneOf(names, values.browser) ? [values.browser] : []) {
  const browser = await launch(name, { extensions: [builds[name]] });
  try {
    const reader = await browser.extensionPage('welcome.html');
    await browser.grant(['http://localhost/*']);
    const { sent, took, others, kept, hostile, longest } = await flood(browser, reader, Number(values.count));
    const bounded = hostile <= defaultChoices.count && longest.name <= 256 && longest.value <= 16_384;
    console.log(`${browser.version}: ${sent} requests in ${(took / 1000).toFixed(0)} s`);
    console.log(`other tab: ${kept} of ${others} saves kept${kept === others ? '' : '  MISSED'}`);
    console.log(
      `kept of the flood: ${hostile}, longest name ${longest.name}, value ${longest.value}, text ${longest.body}${bounded ? '' : '  MISSED'}`,
    );
    if (!bounded || kept !== others) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}
