import type { Sighting } from '../capture/sighting.ts';
import { originOf } from '../http/resource.ts';
import { bodyMark } from '../record/body.ts';
import { type Choices, defaultChoices } from '../record/choices.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import type { Flag } from '../record/flag.ts';
import { fold } from '../record/fold.ts';
import { type Entry, joinPart } from '../record/join.ts';
import { type Part, partOf } from '../record/part.ts';
import { type Redaction, redactionOf } from '../record/redaction.ts';
import { isRefusal } from '../record/refusal.ts';
import { keysOf, unfold } from '../record/unfold.ts';
import type { Store, Stored } from './store.ts';

/** What the recorder needs of a store; none of it may reject (SteadyStore). */
export type RecorderStore = Pick<Store, 'write' | 'near' | 'openWith'>;

export type RecorderDeps = {
  readonly store: RecorderStore;
  /** `id` makes the sources' keys unique (webRequest counts anew in each browser session); `tagKey` is for the tags of secrets. */
  readonly session: Promise<{ readonly id: string; readonly tagKey: string }>;
  /**
   * Exchanges are in the store, new or changed; called once for a transaction. Each source of a request changes its exchange; `news` are
   * those that a list now shows otherwise than when they were last told of.
   */
  readonly changed: (exchanges: readonly Exchange[], news: ReadonlySet<Exchange>) => void;
  /** What the person chose to keep and to redact; left out, the defaults. */
  readonly choices?: () => Promise<Pick<Choices, 'words' | 'bodyKilobytes'>>;
  /** What an exchange's answer says of it, before it is written; undefined where that cannot be told now. Left out, nothing is looked for. */
  readonly flag?: (exchange: Exchange) => Promise<Flag | null | undefined>;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

export type Recorder = {
  /** Joins, redacts and stores. Resolves when the rows are written, with the exchange of each sighting. */
  readonly take: (sightings: readonly Sighting[]) => Promise<ExchangeId[]>;
  /** Lets go what waits in memory of a site, or of all (null), because its records are being deleted. */
  readonly forget: (origin: string | null) => void;
};

/** How long an entry waits in memory for what other sources saw of it, milliseconds. */
const liveFor = 60_000;
/** Requests that never end (event streams) are let go after this. */
const openFor = 10 * 60_000;
/** Bodies leave memory when they were written and are this old. */
const bodiesFor = 5_000;
/** Where in the store to look for what an earlier worker saw of a request: milliseconds around its start; longer where it is not known. */
const around = { clocks: 50, known: 1_000, late: 60_000 } as const;
/** Rows of one transaction. */
const mostWrites = 200;
/**
 * So long, in milliseconds, waits what need not be written at once, unless something else is: a transaction that writes keeps waiting
 * who reads, and the first readers are the badge and the panel.
 * `open`: what has no answer yet, which often comes a moment later; until it is written its page or `storage.session` holds it.
 * `adding`: what only adds to a refusal that was told of already.
 */
const patience = { open: 15, adding: 100 } as const;

/** What of an exchange a list shows, its flag apart, which only its writing finds. */
const shownOf = ({ status, tabId, parent, sharers = [] }: Exchange) =>
  [status, tabId, parent?.id ?? '', ...sharers].join(' ');

const place = (part: Pick<Part, 'method' | 'url'>) => `${part.method.toUpperCase()} ${part.url.split('#', 1)[0] ?? ''}`;

/**
 * Takes what the sources saw and keeps the exchanges in the store. Written through: at once what is news, a moment later what need not be
 * (`patience`). While one transaction runs the next batch gathers, so that many requests cost few transactions.
 */
export function createRecorder(deps: RecorderDeps): Recorder {
  const { store } = deps;
  const live = new Map<ExchangeId, Entry>();
  const places = new Map<string, Set<ExchangeId>>();
  const dirty = new Set<ExchangeId>();
  let tail: Promise<unknown> = Promise.resolve();
  const writing = new Set<ExchangeId>();
  let batch: Promise<void> | null = null;
  /** How a row that is still live was shown when it was last told of. */
  const told = new Map<ExchangeId, { readonly shown: string; readonly flag: Flag | null; readonly refused: boolean }>();
  /** Shortens the rest before the next batch to so many milliseconds, where one is taken. */
  let hurry: ((most: number) => void) | null = null;

  const hold = (entry: Entry) => {
    live.set(entry.id, entry);
    for (const part of entry.parts) {
      const key = place(part);
      const ids = places.get(key) ?? new Set();
      places.set(key, ids.add(entry.id));
    }
  };
  const drop = (entry: Entry) => {
    live.delete(entry.id);
    told.delete(entry.id);
    for (const part of entry.parts) {
      const ids = places.get(place(part));
      ids?.delete(entry.id);
      if (ids?.size === 0) places.delete(place(part));
    }
  };

  const chosen = deps.choices ?? (async () => defaultChoices);
  let redaction: { readonly by: Redaction; readonly words: readonly string[] } | null = null;
  /** Made anew only when the person's words change. */
  const redactionBy = (key: string, words: readonly string[]): Redaction => {
    if (redaction === null || redaction.words !== words) redaction = { by: redactionOf(key, words), words };
    return redaction.by;
  };

  const born = deps.now();

  /** What the store has of a request that began before this recorder: an earlier worker may have written it. */
  async function earlier(part: Part): Promise<Stored[]> {
    const isLate = part.late === true;
    if (!isLate && part.startedAt > born + around.clocks) return [];
    const from = part.startedAt - (isLate ? around.late : around.known);
    const [open, near] = await Promise.all([
      part.key === null ? null : store.openWith(`${part.source}:${part.key}`),
      store.near(part.url, from, part.startedAt + around.known),
    ]);
    return open === null ? near : [open, ...near];
  }

  /** Puts a part to its entry, the parts one after the other. `stored`: what the store may have of it. */
  function join(part: Part, stored: readonly Stored[]): { home: ExchangeId; changed: ExchangeId[] } {
    const here = [...(places.get(place(part)) ?? [])].flatMap((id) => live.get(id) ?? []);
    const before = stored.flatMap(({ exchange, keys }) => (live.has(exchange.id) ? [] : [unfold(exchange, keys)]));
    const changed = joinPart([...here, ...before], part, () => crypto.randomUUID());
    for (const entry of changed) {
      hold(entry);
      dirty.add(entry.id);
    }
    const home = changed.find((entry) => holds(entry, part)) ?? changed[0];
    if (home === undefined) throw new Error('a sighting without an exchange');
    return { home: home.id, changed: changed.map((entry) => entry.id) };
  }

  function trim(): void {
    const now = deps.now();
    for (const entry of live.values()) {
      if (dirty.has(entry.id)) continue;
      const started = Math.max(...entry.parts.map((part) => part.endedAt ?? part.startedAt));
      const isOpen = entry.parts.every((part) => part.state === 'open');
      if (started < now - (isOpen ? openFor : liveFor)) drop(entry);
      else if (!isOpen && started < now - bodiesFor) live.set(entry.id, withoutBodies(entry));
    }
  }

  async function writeOne(): Promise<void> {
    const ids = [...dirty].slice(0, mostWrites);
    for (const id of ids) {
      dirty.delete(id);
      writing.add(id);
    }
    const entries = ids.flatMap((id) => live.get(id) ?? []);
    const folded = entries.map((entry) => ({ exchange: fold(entry), keys: keysOf(entry) }));
    const writes = await Promise.all(
      folded.map(async ({ exchange, keys }) => ({ exchange: await flagged(exchange), keys })),
    );
    await store.write(writes, deps.now());
    writing.clear();
    const exchanges = writes.map(({ exchange }) => exchange);
    deps.changed(exchanges, new Set(exchanges.filter(isNews)));
    trim();
  }

  function isNews(exchange: Exchange): boolean {
    const [shown, flag, last] = [shownOf(exchange), exchange.flag ?? null, told.get(exchange.id)];
    if (live.has(exchange.id)) told.set(exchange.id, { shown, flag, refused: isRefusal(exchange.status) });
    return last === undefined || last.shown !== shown || last.flag !== flag;
  }

  /** How long what changed of it may wait, milliseconds. */
  function patienceOf(id: ExchangeId): number {
    const [entry, last] = [live.get(id), told.get(id)];
    if (entry === undefined) return 0;
    if (entry.parts.every(({ state }) => state === 'open')) return patience.open;
    return last?.refused === true && shownOf(fold(entry)) === last.shown ? patience.adding : 0;
  }

  /** How long all that is to be written may wait. */
  function patienceNow(): number {
    let least: number = patience.adding;
    for (const id of dirty) {
      if (least === 0) break;
      least = Math.min(least, patienceOf(id));
    }
    return least;
  }

  const flagged = async (exchange: Exchange): Promise<Exchange> => {
    const flag = await deps.flag?.(exchange);
    return flag === undefined ? exchange : { ...exchange, flag };
  };

  const rest = (time: number): Promise<void> =>
    new Promise((done) => {
      let left = time;
      let timer = setTimeout(done, left);
      hurry = (most) => {
        if (most >= left) return;
        clearTimeout(timer);
        left = most;
        if (most === 0) done();
        else timer = setTimeout(done, most);
      };
    });

  /** Writes a batch, or waits for the one that is under way. */
  const step = (): Promise<void> => {
    const time = patienceNow();
    hurry?.(time);
    const write = async () => {
      if (time > 0) await rest(time);
      hurry = null;
      await writeOne();
    };
    batch ??= write().finally(() => {
      batch = null;
    });
    return batch;
  };

  return {
    forget(origin) {
      for (const entry of live.values()) {
        if (origin !== null && !entry.parts.some((part) => originOf(part.url) === origin)) continue;
        drop(entry);
        dirty.delete(entry.id);
      }
    },
    async take(sightings) {
      // All look at once, and are joined in the order in which they came.
      const looking = Promise.all([deps.session, chosen()]).then(([session, { words, bodyKilobytes }]) => {
        const by = redactionBy(session.tagKey, words);
        return Promise.all(
          sightings.map(async (sighting) => {
            const key = sighting.key === null ? null : `${session.id}/${sighting.key}`;
            const part = partOf({ ...sighting, key }, by, bodyKilobytes * 1024);
            return { part, stored: await earlier(part) };
          }),
        );
      });
      looking.catch(() => undefined);
      const joined = tail.then(async () => {
        const ids: ExchangeId[] = [];
        const changed = new Set<ExchangeId>();
        for (const { part, stored } of await looking) {
          const one = join(part, stored);
          ids.push(one.home);
          for (const id of one.changed) changed.add(id);
        }
        return { ids, changed: [...changed] };
      });
      tail = joined.catch(() => undefined);
      const { ids, changed } = await joined;
      // A batch that is being written may have begun before this one came; then the next has it.
      while (changed.some((id) => dirty.has(id) || writing.has(id))) await step();
      return ids;
    },
  };
}

function holds(entry: Entry, part: Part): boolean {
  return entry.parts.some(
    (other) =>
      other.source === part.source && (part.key === null ? other.startedAt === part.startedAt : other.key === part.key),
  );
}

function withoutBodies(entry: Entry): Entry {
  const mark = (part: Part): Part => ({
    ...part,
    requestBody: part.requestBody && bodyMark(part.requestBody),
    responseBody: part.responseBody && bodyMark(part.responseBody),
  });
  return { id: entry.id, parts: entry.parts.map(mark) };
}
