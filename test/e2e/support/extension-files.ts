import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** The built extension of each browser; `RESAVE_DIST` names another folder than dist/ to look for `chrome` and `firefox` in. */
const dist = resolve(process.env.RESAVE_DIST ?? 'dist');
export const builds = { chromium: join(dist, 'chrome'), firefox: join(dist, 'firefox') } as const;

/** Path inside a built extension of the page whose path ends so (`panel.html`): the build decides about the folders. */
export function builtPage(folder: string, ending: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, `${entry.parentPath}/${entry.name}`).replaceAll('\\', '/'));
  const page = files.find((file) => file === ending || file.endsWith(`/${ending}`));
  if (page === undefined) throw new Error(`${folder} holds no ${ending}: run npm run build`);
  return page;
}
