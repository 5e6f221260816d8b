import { keyOfField, learnIdentity } from './array-identity.ts';
import { isArray, isObject, type Json } from './json.ts';
import { fingerprint, same } from './json-equal.ts';
import type { Path } from './path.ts';

/**
 * The same place in another version of a document: list positions follow their elements, by identity where there is one,
 * else by an equal element that stands only once. null where the element is not found again.
 */
export function relocated(path: Path, before: Json | undefined, now: Json | undefined): Path | null {
  const found: (string | number)[] = [];
  let [from, to] = [before, now];
  for (const step of path) {
    if (typeof step === 'number') {
      if (!isArray(from) || !isArray(to)) return null;
      const at = positionIn(from, to, step);
      if (at === null) return null;
      found.push(at);
      [from, to] = [from[step], to[at]];
    } else {
      found.push(step);
      [from, to] = [isObject(from) ? from.get(step) : undefined, isObject(to) ? to.get(step) : undefined];
    }
  }
  return found;
}

function positionIn(before: readonly Json[], now: readonly Json[], at: number): number | null {
  // Behind the last one stays behind the last one.
  if (at >= before.length) return now.length;
  let known = matches.get(before);
  if (known === undefined || known.now !== now) {
    known = { now, positions: matched(before, now) };
    matches.set(before, known);
  }
  return known.positions[at] ?? null;
}

/** Two lists are compared once, however many places within them are asked for. */
const matches = new WeakMap<
  readonly Json[],
  { readonly now: readonly Json[]; readonly positions: readonly (number | null)[] }
>();

/** For each element where it stands now, null where that is not certain. */
function matched(before: readonly Json[], now: readonly Json[]): (number | null)[] {
  if (same(before, now)) return before.map((_, at) => at);
  const field = learnIdentity(before, [], now);
  const name = field === null ? fingerprint : keyOfField(field);
  const [old, current] = [placesOf(before.map(name)), placesOf(now.map(name))];
  return before.map((element) => {
    const wanted = name(element) ?? '';
    return old.get(wanted)?.length === 1 && current.get(wanted)?.length === 1
      ? (current.get(wanted)?.[0] ?? null)
      : null;
  });
}

function placesOf(names: readonly (string | null)[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [at, name] of names.entries()) {
    const list = places.get(name ?? '');
    if (list === undefined) places.set(name ?? '', [at]);
    else list.push(at);
  }
  return places;
}
