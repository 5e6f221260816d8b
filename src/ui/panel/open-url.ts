import { resourceKey } from '../../http/resource.ts';
import { pathOf } from '../shared/words.ts';
import type { Panel } from './model.ts';

/** Shows what was refused at this URL: its newest refused save, or else the list filtered by its path, which says that there is none. */
export async function openUrl(panel: Panel, url: string): Promise<void> {
  await panel.refresh();
  const rows = panel.rows.peek();
  const found = rows.find((row) => row.url === url) ?? rows.find((row) => row.resource === resourceKey(url));
  panel.setFilter(found === undefined ? pathOf(url) : '');
  if (found !== undefined) panel.select(found.id);
}
