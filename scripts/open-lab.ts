/**
 * The lab's server and a Chromium with Resave: the page open, DevTools on Resave's panel. Stays until the browser closes or
 * Ctrl+C. Wants dist/chrome (npm run build).
 */
import { launch } from '../test/e2e/support/driver.ts';
import { startLab } from '../test/lab/server.ts';

const lab = await startLab();
const browser = await launch('chromium', { extensions: ['dist/chrome'], headless: false, prompts: 'leave' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void browser.close());

const tab = await browser.newPage(lab.url('strict-409'));
await browser.openPanel(tab);
console.log(`The lab is at ${lab.origin}/. In its page: Load, change something, "Somebody else edits", Save.`);
console.log('Then look at the panel Resave in DevTools. Close the browser or press Ctrl+C to end.');

await browser.closed;
await lab.close();
