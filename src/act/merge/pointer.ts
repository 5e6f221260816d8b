import { isArray, isObject, type Json } from './json.ts';
import type { Path } from './path.ts';

/** A JSON Pointer (RFC 6901) as decoded segments; null where it is none. */
export function readPointer(pointer: string): string[] | null {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) return null;
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function writePointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The segments as steps in this document: positions within lists, `-` the end of one. null where the way does not exist. */
export function stepsIn(root: Json | undefined, segments: readonly string[]): Path | null {
  const path: (string | number)[] = [];
  let value = root;
  for (const [at, segment] of segments.entries()) {
    if (isArray(value)) {
      const index = segment === '-' ? value.length : /^(0|[1-9]\d{0,8})$/.test(segment) ? Number(segment) : -1;
      if (index < 0 || index > value.length) return null;
      path.push(index);
      value = value[index];
    } else {
      if (value !== undefined && !isObject(value)) return null;
      if (value === undefined && at > 0) return null;
      path.push(segment);
      value = value?.get(segment);
    }
  }
  return path;
}

/** Adds as RFC 6902 §4.1 does: into a list before that position, into an object under that key. null where there is no such place. */
export function added(root: Json | undefined, path: Path, value: Json): Json | null {
  return changed(root, path, (holder, step) => {
    if (isArray(holder) && typeof step === 'number')
      return step > holder.length ? null : [...holder.slice(0, step), value, ...holder.slice(step)];
    return isObject(holder) ? new Map(holder).set(String(step), value) : null;
  });
}

export function removed(root: Json | undefined, path: Path): Json | null {
  return changed(root, path, (holder, step) => {
    if (isArray(holder)) return holder.filter((_, at) => at !== step);
    if (!isObject(holder)) return null;
    const rest = new Map(holder);
    rest.delete(String(step));
    return rest;
  });
}

function changed(
  root: Json | undefined,
  path: Path,
  change: (holder: Json, step: string | number) => Json | null,
): Json | null {
  const [step, ...rest] = path;
  if (step === undefined || root === undefined) return null;
  if (rest.length === 0) return change(root, step);
  const child =
    isArray(root) && typeof step === 'number' ? root[step] : isObject(root) ? root.get(String(step)) : undefined;
  const inner = changed(child, rest, change);
  if (inner === null) return null;
  if (isArray(root)) return root.map((item, at) => (at === step ? inner : item));
  return isObject(root) ? new Map(root).set(String(step), inner) : null;
}
