import { isObject, type Json } from './json.ts';

/** How deep an envelope may lie around the fields. */
const maxEnvelope = 3;

/** `article[title]`, `article.title` and `title` as steps; `tags[]` is `tags`. */
export function stepsOf(name: string): string[] {
  const [head = '', ...rest] = name.split('[');
  return [...head.split('.'), ...rest.map((part) => part.replace(/\]$/, ''))].filter((step) => step !== '');
}

/** What a JSON read says of a form's field: under its own name, or under its last steps, in the envelope or out of it. */
export function fieldInRead(read: Json | undefined, name: string): Json | undefined {
  if (!isObject(read)) return undefined;
  const own = read.get(name);
  if (own !== undefined) return own;
  const steps = stepsOf(name);
  for (let from = 0; from < steps.length; from++) {
    const found = below(read, steps.slice(from), maxEnvelope);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value at those steps from here, or from inside objects that have only one object (an envelope). */
function below(read: Json, steps: readonly string[], depth: number): Json | undefined {
  let value: Json | undefined = read;
  for (const step of steps) value = isObject(value) ? value.get(step) : undefined;
  if (value !== undefined || depth === 0 || !isObject(read)) return value;
  const inner = [...read.values()].filter(isObject);
  return inner.length === 1 && inner[0] !== undefined ? below(inner[0], steps, depth - 1) : undefined;
}
