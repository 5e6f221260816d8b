import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { hasRedaction } from '../../record/tag.ts';
import { isArray, isObject, type Json, JsonNumber, parseJson } from '../merge/json.ts';
import { type Path, spellPath } from '../merge/path.ts';
import { relocated } from '../merge/relocate.ts';
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
/** Fields that hold JSON are longer than a version. */
const longestHeader = 2_000;

/** What one answer says, ready to be searched. */
export class Spots {
  readonly all: ReadonlyMap<string, Spot>;
  readonly body: Json | undefined;
  readonly #byValue = new Map<string, Spot[]>();
  readonly #byKey = new Map<string, Spot[]>();

  constructor(x: Exchange) {
    this.body = bodyOf(x.responseBody);
    const all = new Map<string, Spot>();
    for (const spot of [...headerSpots(x), ...(this.body === undefined ? [] : scalars(this.body))]) {
      const place = spot.path === null ? spot.place : `body:${spot.place}`;
      if (all.has(place) || isStar(spot.value)) continue;
      const placed = { ...spot, place };
      all.set(place, placed);
      push(this.#byValue, spot.value, placed);
      push(this.#byKey, `${spot.key}\n${spot.value}`, placed);
    }
    this.all = all;
  }

  withValue(value: string): readonly Spot[] {
    return this.#byValue.get(value) ?? [];
  }

  under(key: string, value: string): readonly Spot[] {
    return this.#byKey.get(`${key}\n${value}`) ?? [];
  }

  /** The same place in a later answer; positions in lists follow their elements. */
  later(spot: Spot, now: Spots): Spot | undefined {
    if (spot.path === null || !spot.path.some((step) => typeof step === 'number')) return now.all.get(spot.place);
    const path = relocated(spot.path, this.body, now.body);
    return path === null ? undefined : now.all.get(`body:${spellPath(path)}`);
  }
}

/** Header fields and JSON scalars of an answer, by place. */
export function spotsOf(x: Exchange): ReadonlyMap<string, Spot> {
  return new Spots(x).all;
}

/** However it is quoted: once it could be read as “any version”, it must never travel. */
function isStar(value: string): boolean {
  return /^(W\/)?"*\*"*$/.test(value.trim());
}

/** Many equal values are looked at only so far: a hostile body may hold one value ten thousand times. */
const mostAlike = 20;

function push(index: Map<string, Spot[]>, key: string, spot: Spot): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [spot]);
  else if (list.length < mostAlike) list.push(spot);
}

function headerSpots(x: Exchange): Spot[] {
  const found: Spot[] = [];
  for (const [name, value] of responseHeaders(x) ?? []) {
    if (!mayNameVersion(name) || value.trim() === '' || value.length > longestHeader || hasRedaction(value)) continue;
    const key = canonical(name);
    found.push({ place: `header:${key}`, key, parent: null, path: null, value: value.trim(), number: false });
    found.push(...insideHeader(key, value));
  }
  return found;
}

/** A field whose value is a JSON object (Dropbox-API-Result) holds values of its own: `header:Dropbox-API-Result $.rev`. */
function insideHeader(name: string, value: string): Spot[] {
  if (!value.trimStart().startsWith('{')) return [];
  const parsed = parseJson(value);
  if (!parsed.ok) return [];
  return scalars(parsed.value)
    .slice(0, 100)
    .map((spot) => ({ ...spot, place: `header:${name} ${spot.place}`, path: null, parent: null }));
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
