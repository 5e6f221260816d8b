import type { HeaderList } from '../http/header-list.ts';
import type { Exchange } from '../record/exchange.ts';
import type { Row } from './schema.ts';

/** What a row takes beside its texts: its other fields and its places in the indexes. */
const bare = 600;

const listed = (list: HeaderList | null): number =>
  (list ?? []).reduce((sum, [name, value]) => sum + name.length + value.length + 8, 0);

/** About how much room a row and its bodies take, in characters. */
export function sizeOf(row: Row): number {
  return weightOf(row) + row.room[0] + row.room[1];
}

/**
 * Without its bodies. From the row alone, so that what was added when it was written
 * is what is taken off when it goes.
 */
function weightOf({ headers, url, resource, initiator }: Exchange): number {
  const { set, sent, received, seen } = headers;
  const lists = listed(set) + listed(sent) + listed(received) + listed(seen);
  return bare + lists + url.length + 2 * resource.length + (initiator?.length ?? 0);
}
