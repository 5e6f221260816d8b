import { readdirSync } from 'node:fs';
import { relative } from 'node:path';

/** Path inside a built extension of the page whose path ends so (`panel.html`): the build decides about the folders. */
export function builtPage(folder: string, ending: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, `${entry.parentPath}/${entry.name}`).replaceAll('\\', '/'));
  const page = files.find((file) => file === ending || file.endsWith(`/${ending}`));
  if (page === undefined) throw new Error(`${folder} holds no ${ending}: run npm run build`);
  return page;
}
