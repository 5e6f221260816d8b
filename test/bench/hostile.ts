/**
 * A page that floods the recorder beside a tab that works: nothing of the other tab may be lost, what is kept of the flood stays within
 * the caps, and the page itself is slowed by no more than what a busy page may be. What it says is for people: each figure in a
 * sentence. `npm run -s bench:hostile [-- --count 50000 --browser chromium]`, after `npm run build`; exit 1 where it does not hold.
 */
import { parseArgs } from 'node:util';
import { isOneOf } from '../../src/http/unknown.ts';
import { defaultChoices } from '../../src/record/choices.ts';
import { launch } from '../e2e/support/driver.ts';
import { builds } from '../e2e/support/extension-files.ts';
import { attackAlone, flood } from '../e2e/support/hostile.ts';
import { median } from './quantile.ts';

/** Requests of the page alone, rounds, and how much slower a watched site may be: as for pages with validators and saves (overhead.ts). */
const [alone, rounds, mostSlowed] = [300, 5, 1.35];

const names = ['chromium', 'firefox'] as const;
const { values } = parseArgs({
  options: { count: { type: 'string', default: '50000' }, browser: { type: 'string', default: 'chromium' } },
});
for (const name of values.browser === 'both' ? names : isOneOf(names, values.browser) ? [values.browser] : []) {
  const browser = await launch(name, { extensions: [builds[name]] });
  try {
    const reader = await browser.extensionPage('welcome.html');
    await browser.grant(['http://localhost/*']);
    // The pair first, in turn, so that both meet the same machine.
    const [watched, bare]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      bare.push(await attackAlone(browser, '127.0.0.1', alone));
      watched.push(await attackAlone(browser, 'localhost', alone));
    }
    const ratio = median(watched) / median(bare);
    console.error(`alone: watched ${watched.map(Math.round)} ms, not watched ${bare.map(Math.round)} ms`);
    const { sent, took, others, kept, calm, under, hostile, longest } = await flood(
      browser,
      reader,
      Number(values.count),
      (sent, took) => console.error(`${sent} requests after ${(took / 1000).toFixed(0)} s`),
    );
    const bounded = hostile <= defaultChoices.count && longest.name <= 256 && longest.value <= 16_384;
    const seconds = took / 1000;
    const ms = (time: number) => `${time.toFixed(0)} ms`;
    const verdict = (holds: boolean) => (holds ? 'holds' : 'MISSED');
    console.log(`${browser.version}
The hostile page by itself: ${alone} of its requests take ${ratio.toFixed(2)} times as long on a watched site as on one that is not (median of ${rounds} pairs; at most ${mostSlowed}): ${verdict(ratio <= mostSlowed)}
The flood: ${sent} requests in ${seconds.toFixed(0)} s (${(sent / seconds).toFixed(0)} a second; the browser and the lab's server set the pace)
Lost of the other tab: ${others - kept} of the ${others} saves that it made meanwhile are not in the store: ${verdict(kept === others)}
Starved: a save of the other tab took ${ms(median(calm))} before the flood, ${ms(median(under))} while it lasted, ${ms(Math.max(...under))} at worst (medians; it shares the processor with the flood, so this is told and not judged)
Kept of the flood: ${hostile} records (at most ${defaultChoices.count} of a site), longest header name ${longest.name} (256), value ${longest.value} (16384), body ${longest.body} characters: ${verdict(bounded)}`);
    if (!bounded || kept !== others || ratio > mostSlowed) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}
