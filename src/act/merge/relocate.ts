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
  const element = before[at];
  // Behind the last one stays behind the last one.
  if (element === undefined) return now.length;
  if (same(before, now)) return at;
  const field = learnIdentity(before, [], now);
  const name = field === null ? fingerprint : keyOfField(field);
  const wanted = name(element);
  const found = now.flatMap((other, position) => (name(other) === wanted ? [position] : []));
  const alone = before.filter((other) => name(other) === wanted).length === 1;
  return alone && found.length === 1 ? (found[0] ?? null) : null;
}
