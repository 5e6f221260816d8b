import { distance } from './agree.ts';
import type { ExchangeId } from './exchange.ts';
import { mergeParts, type Part } from './part.ts';

/** One request as its sources saw it, at most one part of each source. `fold` makes the exchange of it. */
export type Entry = { readonly id: ExchangeId; readonly parts: readonly Part[] };

/**
 * Puts a part where it belongs: to the part of the same source and key, else to the nearest entry that may be the same request,
 * else into an entry of its own. A nearer part takes the place of a farther one of its source, which is then placed anew:
 * so the outcome is the same in whatever order the parts arrive (a stable matching by nearness).
 * Pure: returns the entries that are changed or new. `candidates` may be any superset of what could match.
 */
export function joinPart(candidates: readonly Entry[], part: Part, newId: () => ExchangeId): readonly Entry[] {
  const entries = new Map(candidates.map((entry) => [entry.id, entry]));
  const touched = new Set<ExchangeId>();
  const waiting: Part[] = [part];
  const put = (entry: Entry) => {
    entries.set(entry.id, entry);
    touched.add(entry.id);
  };

  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const same = sameKey(entries, next);
    if (same) {
      const merged = mergeParts(same.part, next);
      const others = same.entry.parts.filter((other) => other !== same.part);
      const whole = { id: same.entry.id, parts: [merged, ...others] };
      put(whole);
      // What is known now may show that a neighbour was taken for this request.
      const strangers = others.filter((other) => {
        const apart = distanceTo(whole, other);
        return apart === null || (merged.endedAt !== same.part.endedAt && nearest(entries, other, apart) !== null);
      });
      put({ id: whole.id, parts: whole.parts.filter((other) => !strangers.includes(other)) });
      waiting.push(...strangers);
      continue;
    }
    const best = nearest(entries, next);
    if (best === null) {
      put({ id: newId(), parts: [next] });
      continue;
    }
    const displaced = best.parts.find((other) => other.source === next?.source);
    put({ id: best.id, parts: [next, ...best.parts.filter((other) => other !== displaced)] });
    if (displaced) waiting.push(displaced);
  }
  return [...touched].flatMap((id) => entries.get(id) ?? []);
}

function sameKey(entries: ReadonlyMap<ExchangeId, Entry>, part: Part): { entry: Entry; part: Part } | null {
  if (part.key === null) return null;
  for (const entry of entries.values())
    for (const other of entry.parts)
      if (other.source === part.source && other.key === part.key) return { entry, part: other };
  return null;
}

/** How far a part is from an entry: from the nearest of its other sources; null where it fits none or contradicts one. */
function distanceTo(entry: Entry, part: Part): number | null {
  let least: number | null = null;
  for (const other of entry.parts) {
    if (other.source === part.source) continue;
    const apart = distance(part, other);
    if (apart === null) return null;
    if (least === null || apart < least) least = apart;
  }
  return least;
}

/** The entry nearest to a part, of those nearer than `than`. */
function nearest(entries: ReadonlyMap<ExchangeId, Entry>, part: Part, than = Number.POSITIVE_INFINITY): Entry | null {
  let best: Entry | null = null;
  let least = than;
  for (const entry of entries.values()) {
    const apart = distanceTo(entry, part);
    if (apart === null || apart >= least) continue;
    const holder = entry.parts.find((other) => other.source === part.source);
    const held = holder ? distanceTo(entry, holder) : null;
    if (held !== null && held <= apart) continue;
    best = entry;
    least = apart;
  }
  return best;
}
