import type { HeaderList } from '../../../src/http/header-list.ts';
import type { Surface } from './driver.ts';

/** A row of the database as the tests look at it, with the texts of its bodies. */
export type SeenRow = {
  readonly id: string;
  readonly method: string;
  readonly startedAt: number;
  readonly status: number | null;
  readonly rank: number;
  readonly servedBy: string;
  readonly tabId: number;
  readonly sharers?: readonly number[];
  readonly sources: readonly string[];
  readonly missed: readonly string[];
  readonly parent: { readonly id: string; readonly role: string; readonly note: string } | null;
  readonly headers: { readonly [stage: string]: HeaderList | null };
  readonly requestBody: { readonly state: string; readonly data?: string };
  readonly responseBody: { readonly state: string; readonly data?: string };
};

/** The exchanges of one URL, oldest first, read from the raw database by one of the extension's own pages. */
export function rowsOf(page: Surface, url: string): Promise<SeenRow[]> {
  return page.evaluate(async (url): Promise<SeenRow[]> => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open('resave'));
    try {
      const transaction = db.transaction(['exchanges', 'bodies']);
      const rows = await done(transaction.objectStore('exchanges').getAll());
      const found = rows.filter((row) => row.url === url).sort((a, b) => a.startedAt - b.startedAt);
      for (const row of found)
        for (const side of ['request', 'response']) {
          const stored = await done(transaction.objectStore('bodies').get(`${row.id}/${side}`));
          if (stored) row[`${side}Body`] = stored.body;
        }
      return found;
    } finally {
      db.close();
    }
  }, url);
}

/** Since when what is watched and heard, by the name of its row, read from the raw database by one of the extension's own pages. */
export function spansOf(page: Surface): Promise<{ readonly [name: string]: number }> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open('resave'));
    try {
      const rows: { pattern: string; since: number }[] = await done(
        db.transaction('spans').objectStore('spans').getAll(),
      );
      return Object.fromEntries(rows.map(({ pattern, since }) => [pattern, since]));
    } finally {
      db.close();
    }
  });
}
