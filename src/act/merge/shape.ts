import { isArray, isObject, isScalar, type Json, type JsonObject } from './json.ts';
import { same } from './json-equal.ts';
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
  if (isArray(mine)) {
    const lists = candidates(read, maxReadDepth, isArray);
    return lists[0] === undefined ? null : { mine: [], read: lists[0].path };
  }
  if (!isObject(mine)) return null;
  const writes = candidates(mine, maxMineDepth, isObject);
  const reads = candidates(read, maxReadDepth, isObject);
  let best: { shape: Shape; score: number } | null = null;
  for (const write of writes)
    for (const part of reads) {
      if (!isObject(write.value) || !isObject(part.value)) continue;
      const score = likeness(write.value, part.value);
      if (score > 0 && score > (best?.score ?? 0) + 0.01)
        best = { shape: { mine: write.path, read: part.path }, score };
    }
  return best?.shape ?? null;
}

/** Objects (or lists) on the way down through objects, outermost first. */
function candidates(root: Json, depth: number, fits: (value: Json) => boolean): { path: Path; value: Json }[] {
  const found: { path: Path; value: Json }[] = [];
  let level: { path: Path; value: Json }[] = [{ path: [], value: root }];
  for (let down = 0; down <= depth && level.length > 0 && found.length < maxCandidates; down++) {
    found.push(...level.filter(({ value }) => fits(value)));
    level = level
      .flatMap(({ path, value }) =>
        isObject(value)
          ? [...value].slice(0, maxFields).map(([key, inner]) => ({ path: [...path, key], value: inner }))
          : [],
      )
      .slice(0, maxCandidates);
  }
  return found.slice(0, maxCandidates);
}

/** How much of what mine says stands in the read, counted in fields; equal values count most. */
function likeness(mine: JsonObject, read: JsonObject, depth = 0): number {
  let score = 0;
  let looked = 0;
  for (const [key, value] of mine) {
    if (looked++ >= maxFields) break;
    const other = read.get(key);
    if (other === undefined) continue;
    if (isObject(value) && isObject(other)) score += 0.5 + (depth < 3 ? likeness(value, other, depth + 1) : 0);
    else if (isScalar(value) !== isScalar(other)) score += 0.1;
    else if (isScalar(value) ? same(value, other) : isArray(value) && isArray(other)) score += 1;
    else score += 0.6;
  }
  return score;
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
