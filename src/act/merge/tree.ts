import { isArray, isObject, type Json } from './json.ts';
import type { Path } from './path.ts';

/** What stands at a place, undefined where nothing does. */
export function valueAt(root: Json | undefined, path: Path): Json | undefined {
  let value = root;
  for (const step of path) {
    if (typeof step === 'number') value = isArray(value) ? value[step] : undefined;
    else value = isObject(value) ? value.get(step) : undefined;
  }
  return value;
}

/** A copy with another value at a place; a missing object on the way is made. null where the way leads through a scalar or past an array's end. */
export function withValue(root: Json | undefined, path: Path, value: Json): Json | null {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    if (!isArray(root) || step >= root.length) return null;
    const inner = withValue(root[step], rest, value);
    if (inner === null && rest.length > 0) return null;
    return root.map((item, at) => (at === step ? inner : item));
  }
  if (root !== undefined && !isObject(root)) return null;
  const inner = withValue(root?.get(step), rest, value);
  if (inner === null && rest.length > 0) return null;
  return new Map(root ?? []).set(step, inner);
}
