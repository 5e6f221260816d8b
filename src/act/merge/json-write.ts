import { isArray, isObject, type Json, JsonNumber } from './json.ts';

/** The white space of one level, '' for compact JSON. */
export type Indent = string;

/** How a JSON text is laid out, so that what is sent looks like what the page sent. */
export function indentOf(text: string): Indent {
  return /^\s*[{[]\r?\n([ \t]{1,16})\S/.exec(text.slice(0, 400))?.[1] ?? '';
}

/** Writes a value; numbers exactly as they were read. */
export function writeJson(value: Json, indent: Indent = ''): string {
  return indent === '' ? compact(value) : laidOut(value, indent, '\n');
}

function compact(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof JsonNumber) return value.text;
  if (isArray(value)) {
    let text = '[';
    for (const [at, item] of value.entries()) text += at === 0 ? compact(item) : `,${compact(item)}`;
    return `${text}]`;
  }
  if (isObject(value)) {
    let text = '{';
    for (const [key, item] of value) text += `${text === '{' ? '' : ','}${JSON.stringify(key)}:${compact(item)}`;
    return `${text}}`;
  }
  return String(value);
}

function laidOut(value: Json, indent: Indent, line: string): string {
  const inner = line + indent;
  if (isArray(value) && value.length > 0)
    return `[${value.map((item) => inner + laidOut(item, indent, inner)).join(',')}${line}]`;
  if (isObject(value) && value.size > 0) {
    const fields = [...value].map(([key, item]) => `${inner}${JSON.stringify(key)}: ${laidOut(item, indent, inner)}`);
    return `{${fields.join(',')}${line}}`;
  }
  return compact(value);
}
