import { keyOfField, learnIdentity } from './array-identity.ts';
import { isArray, isObject, isScalar, type Json } from './json.ts';
import { fingerprint, same } from './json-equal.ts';
import { isManagedName } from './managed.ts';
import type { Path } from './path.ts';
import type { Reach } from './sides.ts';

/** Which part of the save answers to which part of the read: `{data:{…}}` read, bare object written, or the other way round. */
export type Shape = { readonly mine: Path; readonly read: Path };

const maxCandidates = 200;
const maxMineDepth = 3;
const maxReadDepth = 4;
/** Fields looked at in one candidate. */
const maxFields = 60;

/** Learns the shape from how much of mine stands in the read; the outermost pair wins a tie. null: nothing resembles. */
export function learnShape(mine: Json, read: Json): Shape | null {
  const whole: Shape = { mine: [], read: [] };
  if (isScalar(mine) || isScalar(read)) return isScalar(mine) && isScalar(read) ? whole : null;
  if (isObject(mine) && isObject(read)) {
    // Half of its fields stand where they stand in the read: then no envelope is around either.
    const shared = [...mine.keys()].filter((key) => read.has(key)).length;
    if (shared > 0 && shared * 2 >= mine.size) return whole;
  }
  let best: { shape: Shape; score: number } | null = null;
  const parts = candidates(read, maxReadDepth);
  for (const write of candidates(mine, maxMineDepth))
    for (const part of parts) {
      const score = likeness(write.value, part.value);
      // A deeper pair must be clearly better, or every nested object would rival its own parent.
      if (score > (best?.score ?? 0) + 0.01) best = { shape: { mine: write.path, read: part.path }, score };
    }
  return best?.shape ?? (isEmpty(mine) || isEmpty(read) ? whole : null);
}

function isEmpty(value: Json): boolean {
  return isObject(value) ? value.size === 0 : isArray(value) && value.length === 0;
}

type Candidate = { readonly path: Path; readonly value: Json };

/** Objects and lists on the way down through objects, outermost first. */
function candidates(root: Json, depth: number): Candidate[] {
  const found: Candidate[] = [];
  let level: Candidate[] = [{ path: [], value: root }];
  for (let down = 0; down <= depth && level.length > 0; down++) {
    found.push(...level);
    level = level.flatMap(inside).slice(0, maxCandidates);
  }
  return found.slice(0, maxCandidates);
}

function inside({ path, value }: Candidate): Candidate[] {
  if (!isObject(value)) return [];
  const inner: Candidate[] = [];
  for (const [key, part] of value) {
    if (!isScalar(part)) inner.push({ path: [...path, key], value: part });
    if (inner.length >= maxFields) break;
  }
  return inner;
}

/** How much of what mine says stands in the read, counted in fields; equal values count most. */
function likeness(mine: Json, read: Json, depth = 0): number {
  if (isArray(mine) && isArray(read)) return likeLists(mine, read);
  if (!isObject(mine) || !isObject(read)) return 0;
  let score = 0;
  let looked = 0;
  for (const [key, value] of mine) {
    if (looked++ >= maxFields) break;
    const other = read.get(key);
    if (other === undefined) continue;
    if (isScalar(value) && isScalar(other)) score += same(value, other) ? 1 : 0.6;
    else if (isScalar(value) || isScalar(other)) score += 0.1;
    else score += 0.5 + (depth < 3 ? likeness(value, other, depth + 1) : 0);
  }
  return score;
}

/** Lists are alike by the elements that stand in both, looked at from the front. */
function likeLists(mine: readonly Json[], read: readonly Json[]): number {
  const [few, others] = [mine.slice(0, maxFields), read.slice(0, maxFields)];
  const field = learnIdentity([], few, others);
  const name = (element: Json): string => (field === null ? fingerprint(element) : (keyOfField(field)(element) ?? ''));
  const known = new Set(others.map(name));
  return few.filter((element) => known.has(name(element))).length;
}

/** What a field means that the save does not have. */
export function reachOf(method: string | undefined, mine: Json, base: Json | undefined): Reach {
  if (method?.toUpperCase() === 'PATCH') return 'partial';
  if (!isObject(mine) || !isObject(base)) return 'whole';
  const own = [...base.keys()].filter((key) => !isManagedName(key));
  const had = own.filter((key) => mine.has(key)).length;
  if (had * 2 >= own.length) return 'whole';
  return method?.toUpperCase() === 'PUT' ? 'unsure' : 'partial';
}
