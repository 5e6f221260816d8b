import type { Sighting } from '../capture/sighting.ts';
import { isWrite } from '../http/method.ts';
import { isFields, isString } from '../http/unknown.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import { wasRefused } from '../record/refusal.ts';
import type { SessionArea } from './replay/shelf.ts';

type Kept = { readonly id: ExchangeId; readonly body: string };

/**
 * The bodies of refused saves from which a secret was taken before they reached the disk, as the page sent them: a replay needs them.
 * Memory of the browser session only, never the disk. A save that was not refused is forgotten as soon as that is known.
 */
export type SavedBodies = {
  /** What was seen, and the exchange that each became. */
  readonly note: (sightings: readonly Sighting[], ids: readonly ExchangeId[]) => void;
  /** What became of exchanges. */
  readonly judge: (exchanges: readonly Exchange[]) => void;
  /** The body, or null where it was not seen, was too long, or newer ones took its place. */
  readonly of: (conflict: ExchangeId) => Promise<string | null>;
  readonly forget: (conflict: ExchangeId) => Promise<void>;
};

const key = 'bodies';
/** Bodies kept, their length together and of one, in UTF-16 units. `storage.session` takes about 10 MB (Chromium 156), other memories share it. */
const most = { kept: 20, together: 1_000_000, one: 500_000, waiting: 100, refused: 200 } as const;

/** `area`: `storage.session`, which outlives the worker, stays in memory and is out of the pages' reach. */
export function createSavedBodies(area: SessionArea): SavedBodies {
  /** Bodies of saves whose answer has not come; in this worker's memory alone. */
  const waiting = new Map<ExchangeId, string>();
  /** Refused saves whose stored body is redacted. */
  const refused = new Set<ExchangeId>();
  let held: Promise<Kept[]> | null = null;
  const load = (): Promise<Kept[]> => {
    held ??= area.get(key).then(
      (items) => parse(items[key]),
      () => [],
    );
    return held;
  };
  /** One change after the other, so that two at once do not lose one. */
  const change = (step: (kept: Kept[]) => Kept[]): Promise<void> => {
    const next = load().then(step);
    held = next;
    return next.then((kept) => area.set({ [key]: kept })).catch(() => undefined);
  };
  const settle = (id: ExchangeId): void => {
    const body = waiting.get(id);
    if (body === undefined || !refused.has(id)) return;
    waiting.delete(id);
    void change((kept) => bounded([...kept.filter((one) => one.id !== id), { id, body }]));
  };
  return {
    note(sightings, ids) {
      for (const [at, { method, requestBody, source }] of sightings.entries()) {
        const id = ids[at];
        if (id === undefined || !isWrite(method) || source === 'har-file' || source === 'access-log') continue;
        if (requestBody?.state !== 'text' || requestBody.text.length > most.one) continue;
        if ((requestBody.length ?? 0) > requestBody.text.length) continue;
        waiting.set(id, requestBody.text);
        settle(id);
      }
      dropOldest(waiting, most.waiting);
    },
    judge(exchanges) {
      for (const exchange of exchanges) {
        const { id, method, requestBody, status, error } = exchange;
        if (!isWrite(method)) continue;
        if (wasRefused(exchange)) {
          if (requestBody.state === 'kept' && requestBody.redacted) refused.add(id);
          settle(id);
        } else if (status !== null || error !== null) waiting.delete(id);
      }
      dropOldest(refused, most.refused);
    },
    of: async (conflict) => (await load()).find(({ id }) => id === conflict)?.body ?? null,
    forget: (conflict) => change((kept) => kept.filter(({ id }) => id !== conflict)),
  };
}

/** Insertion order is age. */
function dropOldest(held: Map<ExchangeId, string> | Set<ExchangeId>, cap: number): void {
  for (const id of held.keys()) {
    if (held.size <= cap) return;
    held.delete(id);
  }
}

function bounded(kept: readonly Kept[]): Kept[] {
  const left = kept.slice(-most.kept);
  while (left.reduce((sum, { body }) => sum + body.length, 0) > most.together) left.shift();
  return left;
}

function parse(value: unknown): Kept[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) =>
    isFields(one) && isString(one.id) && isString(one.body) ? [{ id: one.id, body: one.body }] : [],
  );
}
