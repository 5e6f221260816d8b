import { headerValue } from '../../http/header-list.ts';
import { type Exchange, requestHeaders } from '../../record/exchange.ts';
import { hasRedaction } from '../../record/tag.ts';
import { formFields } from '../merge/form-fields.ts';
import { isArray, isObject, type Json, JsonNumber } from '../merge/json.ts';
import { multipartFields } from '../merge/multipart-parts.ts';
import type { Path } from '../merge/path.ts';
import { mayCarryVersion } from './priors.ts';
import { bodyOf, canonical, scalars } from './spots.ts';

/** One value of the refused save that could be its version. */
export type Slot = {
  readonly carrier: string;
  readonly via: 'header' | 'query' | 'body' | 'form' | 'patch';
  readonly key: string;
  readonly parent: string | null;
  readonly path: Path | null;
  readonly value: string;
  readonly number: boolean;
};

/** Everything in the save that could name a version: header fields, query, body, form fields, `test` operations. */
export function slotsOf(refused: Exchange): Slot[] {
  return [...headerSlots(refused), ...querySlots(refused.url), ...bodySlots(refused)].filter(
    (slot) => slot.value !== '' && !hasRedaction(slot.value),
  );
}

function headerSlots(refused: Exchange): Slot[] {
  const slots = new Map<string, Slot>();
  // What the page set counts even where another extension took it away before the wire.
  for (const list of [refused.headers.sent, refused.headers.set])
    for (const [name, value] of list ?? []) {
      const key = canonical(name);
      if (slots.has(key) || !mayCarryVersion(name) || value.length > 2_000) continue;
      slots.set(key, {
        carrier: `header:${key}`,
        via: 'header',
        key,
        parent: null,
        path: null,
        value: value.trim(),
        number: false,
      });
    }
  return [...slots.values()];
}

function querySlots(url: string): Slot[] {
  if (!URL.canParse(url)) return [];
  return [...new URL(url).searchParams].slice(0, 100).map(([key, value]) => ({
    carrier: `query:${key}`,
    via: 'query',
    key,
    parent: null,
    path: null,
    value,
    number: false,
  }));
}

function bodySlots(refused: Exchange): Slot[] {
  const body = refused.requestBody;
  if (body.state !== 'kept' || body.encoding !== 'text' || body.truncated) return [];
  const type = (headerValue(requestHeaders(refused), 'content-type') ?? '').trim();
  const json = bodyOf(body);
  if (json !== undefined) return isPatch(json, type) ? patchSlots(json) : jsonSlots(json);
  const fields = type.toLowerCase().startsWith('multipart/')
    ? multipartFields(body.data, type)
    : formFields(body.data, type);
  return fields.map(({ name, value }) => ({
    carrier: `form:${name}`,
    via: 'form',
    key: lastName(name),
    parent: null,
    path: null,
    value,
    number: false,
  }));
}

/** A version stands near the top; of a body with more values than this the deeper ones are not asked. */
const mostSlots = 2_000;

function jsonSlots(json: Json): Slot[] {
  return scalars(json)
    .map(({ place, ...rest }) => ({ ...rest, carrier: `body:${place}`, via: 'body' as const }))
    .sort((a, b) => (a.path?.length ?? 0) - (b.path?.length ?? 0))
    .slice(0, mostSlots);
}

/** A JSON Patch (RFC 6902): by its type, or by the look of every operation. */
export function isPatch(json: Json, contentType: string): boolean {
  if (contentType.toLowerCase().startsWith('application/json-patch')) return true;
  return (
    isArray(json) &&
    json.length > 0 &&
    json.every((op) => isObject(op) && typeof op.get('op') === 'string' && typeof op.get('path') === 'string')
  );
}

function patchSlots(json: Json): Slot[] {
  if (!isArray(json)) return [];
  const slots: Slot[] = [];
  for (const op of json) {
    if (!isObject(op) || op.get('op') !== 'test') continue;
    const [pointer, value] = [op.get('path'), op.get('value')];
    if (typeof pointer !== 'string') continue;
    if (typeof value !== 'string' && !(value instanceof JsonNumber)) continue;
    const names = pointer.split('/').map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    const text = typeof value === 'string' ? value : value.text;
    slots.push({
      carrier: `patch:${pointer}`,
      via: 'patch',
      key: names.at(-1) ?? '',
      parent: names.at(-2) ?? null,
      path: null,
      value: text,
      number: typeof value !== 'string',
    });
  }
  return slots;
}

/** `article[lock_version]` speaks of `lock_version`. */
function lastName(name: string): string {
  return /\[([^\]]+)\]$/.exec(name)?.[1] ?? name.split('.').at(-1) ?? name;
}
