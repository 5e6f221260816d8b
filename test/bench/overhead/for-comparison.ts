import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The usual recorder, for comparison: every request, six events of webRequest, kept in memory and nowhere else. */
const background = `
const known = new Map();
const filter = { urls: ['http://localhost/*'], types: ['xmlhttprequest'] };
const events = {
  onBeforeRequest: 'requestBody', onBeforeSendHeaders: 'requestHeaders', onSendHeaders: 'requestHeaders',
  onHeadersReceived: 'responseHeaders', onResponseStarted: 'responseHeaders', onCompleted: 'responseHeaders',
};
for (const [event, what] of Object.entries(events))
  chrome.webRequest[event].addListener((details) => {
    known.set(details.requestId + event, details);
    if (known.size > 20000) known.clear();
  }, filter, [what]);
`;

/** Writes the unpacked extension into `folder`. */
export const writeSixEvents = (folder: string) =>
  write(folder, { name: 'Six events', hosts: ['http://localhost/*'], background });

/** An extension that has the permission and does nothing with it: what Chromium takes for that alone. */
export const writePermission = (folder: string) => write(folder, { name: 'Permission', hosts: [], background: '' });

async function write(
  folder: string,
  {
    name,
    hosts,
    background,
  }: { readonly name: string; readonly hosts: readonly string[]; readonly background: string },
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name,
    version: '1.0',
    permissions: ['webRequest'],
    host_permissions: hosts,
    background: { service_worker: 'background.js' },
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'background.js'), background);
  return folder;
}
