import { gzipSync } from 'node:zlib';
import { har, harEntry, ownEarlierSave } from '../../capture/har-file/har.ts';
import type { Tab } from '../support/driver.ts';
import { insist, type Story, withPanel } from './story.ts';

const time = (second: number) => `[22/Nov/2026:10:00:${String(second).padStart(2, '0')} +0000]`;
const log = [
  ...Array.from(
    { length: 40 },
    (_, n) => `203.0.113.${n} - - ${time(n)} "GET /api/articles/${n} HTTP/1.1" 200 409 "-" "Mozilla/5.0 (\\" 409 )"`,
  ),
  ...Array.from(
    { length: 5 },
    (_, n) => `203.0.113.9 - - ${time(n)} "PUT /api/articles/7 HTTP/1.1" 409 12 "-" "curl/8"`,
  ),
  `203.0.113.10 - - ${time(6)} "PUT /api/articles/7 HTTP/1.1" 412 12 "-" "curl/8"`,
  `203.0.113.11 - - ${time(7)} "GET /pages/3 HTTP/1.1" 409 12 "-" "Mozilla/5.0 (compatible; Examplebot/2.1)"`,
].join('\n');

const refusedLine = (second: number) =>
  `203.0.113.9 - - ${time(second)} "PUT /api/articles/7 HTTP/1.1" 409 12 "-" "-"\n`;
const gzipped = (lines: number) => gzipSync(Array.from({ length: lines }, (_, n) => refusedLine(n)).join(''));
/** As logs are concatenated: the browser's decompressor takes one member. */
const twoMembers = Buffer.concat([gzipped(11), gzipped(12)]).toString('base64');
const brokenMember = Buffer.concat([gzipped(13), gzipped(14).fill(0xff, 12)]).toString('base64');

type Dropped = {
  readonly name: string;
  readonly text: string;
  /** The text is repeated so often within its file. */
  readonly times?: number;
  /** The text is bytes in base64. */
  readonly binary?: boolean;
};

/** Drops files on the page, as a person's hand does. */
export function drop(tab: Pick<Tab, 'evaluate'>, files: readonly Dropped[]): Promise<void> {
  return tab.evaluate((list) => {
    const transfer = new DataTransfer();
    for (const { name, text, times = 1, binary = false } of list) {
      const part = binary ? Uint8Array.from(atob(text), (char) => char.charCodeAt(0)) : text;
      transfer.items.add(
        new File(
          Array.from({ length: times }, () => part),
          name,
        ),
      );
    }
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, files);
}

const page = { within: { role: 'list', name: 'Files' } } as const;

/** HAR files and logs that were recorded elsewhere are read in a worker, judged as live traffic, and gone at once. */
export const broughtIn: Story = {
  id: 'brought-in',
  title: 'A HAR file and an access log are dropped, judged, given up and removed',
  async play(stage) {
    const { browser, say } = stage;
    const tab = await browser.extensionPage('bring.html');
    try {
      // As soon as the page is seen, it takes files.
      await tab.waitFor('button', 'Choose files');
      const good = JSON.stringify(har(ownEarlierSave.map(harEntry)), null, 2);
      await drop(tab, [
        { name: 'mine.har', text: good },
        { name: 'access.log', text: log },
        { name: 'broken.har', text: good.replace('"ETag"', '"ETag') },
        { name: 'rotated.log.gz', text: twoMembers, binary: true },
        { name: 'torn.log.gz', text: brokenMember, binary: true },
      ]);
      await tab.waitFor('listitem', /^/, { ...page, attributes: { 'data-state': 'done' } });
      await tab.until(
        'all five files to be read',
        async () => (await tab.all('listitem', /^/, { ...page, attributes: { 'data-state': 'done' } })).length === 5,
      );
      const told = await tab.text('list', 'Files');
      say(told.replaceAll('\n', ' '));
      insist(told.includes('1 conflict among 3 requests of 3 entries'), 'the HAR file is not told as one conflict');
      insist(
        told.includes('7 refused requests'),
        'the log is not told as seven refusals: sizes and names of browsers may have been counted',
      );
      insist(
        /no closing quote\. Entry 1, line \d+, byte \d+/.test(told),
        'it is not told where the broken file is broken',
      );

      insist(told.includes('23 refused requests'), 'a log of two gzip members is not read to its end');
      insist(told.includes('13 refused requests'), 'what came before a broken gzip member is lost');
      insist(told.includes('its compression is broken'), 'it is not told that a gzip member is broken');

      await tab.click('row', /^412 PUT/, { within: { role: 'grid', name: 'Conflicts' } });
      await tab.waitFor('listitem', /^/, {
        within: { role: 'list', name: 'Causes' },
        attributes: { 'data-cause': 'first-token-reused', 'data-strength': 'proven' },
      });
      for (const name of ['Replay with fresh ETag', 'Check the server', 'Clear cache for this site'])
        insist((await tab.all('button', name)).length === 0, `${name} is offered for a conflict from a file`);
      await tab.waitFor('button', 'Copy a report');

      const patterns = await tab.text('region', 'Patterns');
      insist(/PUT\s+\/api\/articles\/\{id\}\s+42/.test(patterns), 'the endpoint is not among the patterns');
      insist(patterns.includes('Examplebot'), 'the crawler is not among the patterns');

      // Given up as soon as there is a button for it: it has read for a moment, of about a second.
      await drop(tab, [{ name: 'huge.log', text: `${log}\n`.repeat(200), times: 300 }]);
      await tab.evaluate(async () => {
        for (;;) {
          const cancel = document.querySelector('button[aria-label="Cancel huge.log"]');
          if (cancel instanceof HTMLElement) return cancel.click();
          await new Promise((done) => requestAnimationFrame(done));
        }
      });
      await tab.waitFor('listitem', /^/, { ...page, attributes: { 'data-state': 'cancelled' } });

      await tab.click('button', 'Remove all');
      await tab.waitForGone('region', 'Patterns');
      await tab.waitForGone('grid', 'Conflicts');
      insist((await tab.all('list', 'Files')).length === 0, 'files are still listed');
    } finally {
      await tab.close();
    }

    // On the panel too: a page is opened for the files, takes them and answers.
    await withPanel(stage, 'cached', async (_, { panel }) => {
      await panel.waitFor('button', 'Import');
      await drop(panel, [{ name: 'mine.har', text: JSON.stringify(har(ownEarlierSave.map(harEntry))) }]);
      await panel.until('the page to have the files', async () =>
        (await panel.all('note')).some(({ text }) => text.includes('reads the files')),
      );
    });
  },
};
