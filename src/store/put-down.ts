import { isFields, isStrings } from '../http/unknown.ts';
import { isConflict } from '../record/refusal.ts';
import { parseExchange } from './parse-case-file.ts';
import { putDownPlace as place } from './put-down-place.ts';
import type { Write } from './writes.ts';

/** Where refused saves that the disk did not take are put down, so that they outlive this background. */
export type PutDown = {
  /** What stands there, to begin with. Never rejects. */
  readonly load: () => Promise<readonly Write[]>;
  /** Puts these in its place; only refused saves, the newest first as far as there is room. Never rejects. */
  readonly keep: (writes: readonly Write[]) => Promise<void>;
};

/** `storage.session`, or what stands for it in a test. */
export type SessionArea = {
  readonly get: (key: string) => Promise<{ readonly [key: string]: unknown }>;
  readonly set: (items: { readonly [key: string]: unknown }) => Promise<void>;
};

/** All together, UTF-16 units of JSON. `storage.session` takes about 10 MB (Chromium 156), other memories share it. */
const most = 3_000_000;

function parse(value: unknown): Write[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (!isFields(each)) return [];
    const exchange = parseExchange(each.exchange);
    return exchange === null ? [] : [{ exchange, keys: isStrings(each.keys) ? each.keys : [] }];
  });
}

function fitting(writes: readonly Write[]): Write[] {
  const newest = writes
    .filter(({ exchange }) => isConflict(exchange))
    .sort((a, b) => b.exchange.startedAt - a.exchange.startedAt);
  let room = most;
  return newest.filter((write) => {
    const size = JSON.stringify(write).length;
    if (size > room) return false;
    room -= size;
    return true;
  });
}

/** `area`: memory of the browser session, which outlives the background and is never on disk. */
export function createPutDown(area: SessionArea): PutDown {
  /** Nothing stands there, so that it need not be cleared. */
  let isEmpty = false;
  return {
    load: () =>
      area.get(place).then(
        (items) => {
          const found = parse(items[place]);
          isEmpty = found.length === 0;
          return found;
        },
        () => [],
      ),
    async keep(writes) {
      const kept = fitting(writes);
      if (kept.length === 0 && isEmpty) return;
      isEmpty = kept.length === 0;
      await area.set({ [place]: kept }).catch(() => undefined);
    },
  };
}
