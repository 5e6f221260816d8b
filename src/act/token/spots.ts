import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { hasRedaction } from '../../record/tag.ts';
import { isArray, isObject, type Json, JsonNumber, parseJson } from '../merge/json.ts';
import { type Path, spellPath } from '../merge/path.ts';
import { mayNameVersion } from './priors.ts';

/** One short value and where it stands in an answer. */
export type Spot = {
  /** `header:ETag`, `body:$.meta.version`. */
  readonly place: string;
  readonly key: string;
  /** The key above, for `version.number`. */
  readonly parent: string | null;
  /** Steps within the body; null for a header field. */
  readonly path: Path | null;
  readonly value: string;
  readonly number: boolean;
};

/** Bodies are hostile: what lies beyond is not looked at. */
const mostSpots = 20_000;
const longestValue = 512;

/** Header fields and JSON scalars of an answer, by place. A repeated header field counts as one value. */
export function spotsOf(x: Exchange): Map<string, Spot> {
  const spots = new Map<string, Spot>();
  for (const [name, value] of responseHeaders(x) ?? []) {
    if (!mayNameVersion(name) || value.length > longestValue || hasRedaction(value)) continue;
    const place = `header:${canonical(name)}`;
    if (!spots.has(place))
      spots.set(place, { place, key: canonical(name), parent: null, path: null, value: value.trim(), number: false });
  }
  const body = bodyOf(x.responseBody);
  if (body !== undefined)
    for (const spot of scalars(body)) spots.set(`body:${spot.place}`, { ...spot, place: `body:${spot.place}` });
  return spots;
}

/** The JSON of a body that was kept whole, undefined for anything else. */
export function bodyOf(body: Exchange['responseBody']): Json | undefined {
  if (body.state !== 'kept' || body.encoding !== 'text' || body.truncated) return undefined;
  const start = body.data.trimStart()[0];
  if (start !== '{' && start !== '[') return undefined;
  const parsed = parseJson(body.data);
  return parsed.ok ? parsed.value : undefined;
}

/** Texts and numbers of a JSON value with their places; long texts are nobody's version. */
export function scalars(root: Json): Spot[] {
  const found: Spot[] = [];
  const walk = (value: Json, path: Path, key: string, parent: string | null): void => {
    if (found.length >= mostSpots) return;
    if (isObject(value)) {
      for (const [name, inner] of value) walk(inner, [...path, name], name, key);
    } else if (isArray(value)) {
      for (const [at, inner] of value.entries()) walk(inner, [...path, at], key, parent);
    } else if (value instanceof JsonNumber || typeof value === 'string') {
      const text = typeof value === 'string' ? value : value.text;
      if (text !== '' && text.length <= longestValue && !hasRedaction(text))
        found.push({ place: spellPath(path), key, parent, path, value: text, number: typeof value !== 'string' });
    }
  };
  walk(root, [], '', null);
  return found;
}

const wellKnown = new Map(
  ['ETag', 'If-Match', 'If-None-Match', 'If-Unmodified-Since', 'Last-Modified', 'OC-ETag', 'If'].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

/** HTTP/2 sends names in lower case; the known ones are spelled as the RFCs do, so that a place has one name. */
export function canonical(name: string): string {
  const lower = name.toLowerCase();
  return wellKnown.get(lower) ?? (name === lower ? lower.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()) : name);
}
