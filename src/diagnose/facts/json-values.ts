import type { Body, Exchange } from '../../record/exchange.ts';

/** One text, number, boolean or null of a JSON body and where it stands (`$.meta.version`). */
export type JsonValue = { readonly path: string; readonly key: string; readonly value: string };

/** Bounds: bodies are hostile. What lies beyond is not looked at. */
const longestBody = 2_000_000;
const deepest = 12;
const most = 5_000;

const known = new WeakMap<Body, readonly JsonValue[]>();

/** The scalars of an answer's body, in order; empty where the body is not kept whole or is no JSON. */
export function answerValues(x: Exchange): readonly JsonValue[] {
  return bodyValues(x.responseBody);
}

export function bodyValues(body: Body): readonly JsonValue[] {
  const before = known.get(body);
  if (before !== undefined) return before;
  const values = readValues(body);
  known.set(body, values);
  return values;
}

function readValues(body: Body): readonly JsonValue[] {
  if (body.state !== 'kept' || body.truncated || body.encoding !== 'text' || body.data.length > longestBody) return [];
  const start = body.data.trimStart()[0];
  if (start !== '{' && start !== '[') return [];
  let root: unknown;
  try {
    root = JSON.parse(body.data);
  } catch {
    return [];
  }
  const found: JsonValue[] = [];
  walk(root, '$', '$', 0, found);
  return found;
}

function walk(node: unknown, path: string, key: string, depth: number, found: JsonValue[]): void {
  if (found.length >= most || depth > deepest) return;
  if (typeof node === 'string' || typeof node === 'number' || typeof node === 'boolean' || node === null) {
    found.push({ path, key, value: String(node) });
  } else if (Array.isArray(node)) {
    node.forEach((item, i) => {
      walk(item, `${path}[${i}]`, key, depth + 1, found);
    });
  } else if (typeof node === 'object') {
    for (const [name, item] of Object.entries(node)) walk(item, `${path}.${name}`, name, depth + 1, found);
  }
}

/**
 * Paths at which two JSON bodies differ, members that only one of them has among them;
 * null where one of them is not kept whole, is no JSON, or holds too much to be compared.
 */
export function jsonDifference(a: Body, b: Body): readonly JsonDifference[] | null {
  const [x, y] = [bodyValues(a), bodyValues(b)];
  if (x.length === 0 || y.length === 0 || x.length >= most || y.length >= most) return null;
  const [left, right] = [x, y].map((values) => new Map(values.map((v) => [v.path, v.value])));
  if (left === undefined || right === undefined) return null;
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((path) => left.get(path) !== right.get(path))
    .map((path) => ({ path, before: left.get(path) ?? null, after: right.get(path) ?? null }));
}

export type JsonDifference = { readonly path: string; readonly before: string | null; readonly after: string | null };

/** Whether two bodies were kept whole and hold the same; null where one of them was not kept whole. */
export function sameContent(a: Body, b: Body): boolean | null {
  if (a.state === 'none' && b.state === 'none') return null;
  if (a.state !== 'kept' || b.state !== 'kept' || a.truncated || b.truncated) return null;
  return a.data === b.data && a.encoding === b.encoding;
}
