import type { Body, Exchange } from '../../record/exchange.ts';

/** One text, number or boolean of a JSON body and where it stands (`$.meta.version`). */
export type JsonValue = { readonly path: string; readonly key: string; readonly value: string };

/** Bounds: bodies are hostile. What lies beyond is not looked at. */
const longestBody = 2_000_000;
const deepest = 12;
const most = 5_000;
const longestValue = 512;

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
  if (typeof node === 'string' || typeof node === 'number' || typeof node === 'boolean') {
    const value = String(node);
    if (value.length <= longestValue) found.push({ path, key, value });
  } else if (Array.isArray(node)) {
    node.forEach((item, i) => {
      walk(item, `${path}[${i}]`, key, depth + 1, found);
    });
  } else if (typeof node === 'object' && node !== null) {
    for (const [name, item] of Object.entries(node)) walk(item, `${path}.${name}`, name, depth + 1, found);
  }
}
