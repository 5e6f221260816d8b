import type { HeaderList } from '../../http/header-list.ts';
import { headerValue } from '../../http/header-list.ts';
import { encoded, formFields } from '../merge/form-fields.ts';
import { isArray, isObject, type Json, JsonNumber, parseJson } from '../merge/json.ts';
import { indentOf, writeJson } from '../merge/json-write.ts';
import { multipartFields } from '../merge/multipart-parts.ts';
import { readPath } from '../merge/path.ts';
import { withValue } from '../merge/tree.ts';
import type { TokenCarrier, TokenPlan } from './plan.ts';

export type TokenRequest = { readonly url: string; readonly headers: HeaderList; readonly body: string | null };

/** Puts the fresh values in place; everything else stays as it is written. @throws Error where a place is not there any more */
export function applyToken(plan: TokenPlan, request: TokenRequest): TokenRequest {
  return plan.carriers.reduce(put, request);
}

function put(request: TokenRequest, carrier: TokenCarrier): TokenRequest {
  const colon = carrier.carrier.indexOf(':');
  const [via, name] = [carrier.carrier.slice(0, colon), carrier.carrier.slice(colon + 1)];
  if (via === 'header') return { ...request, headers: inHeaders(request.headers, name, carrier.fresh) };
  if (via === 'query') return { ...request, url: inQuery(request.url, name, carrier.fresh) };
  const type = headerValue(request.headers, 'content-type');
  const body = request.body === null ? null : inBody(via, name, request.body, carrier, type);
  if (body === null) throw new Error(`The version has no place at ${carrier.carrier} in what is to be sent.`);
  return { ...request, body };
}

function inHeaders(headers: HeaderList, name: string, value: string): HeaderList {
  const lower = name.toLowerCase();
  const kept = headers.filter(([other]) => other.toLowerCase() !== lower);
  const spelled = headers.find(([other]) => other.toLowerCase() === lower)?.[0] ?? name;
  return [...kept, [spelled, value]];
}

/** Only that parameter's value changes; the rest of the query stays as it is spelled. */
function inQuery(url: string, name: string, value: string): string {
  const hash = url.indexOf('#') < 0 ? url.length : url.indexOf('#');
  const question = url.slice(0, hash).indexOf('?');
  const written = `${encoded(name)}=${encoded(value)}`;
  if (question < 0) return `${url.slice(0, hash)}?${written}${url.slice(hash)}`;
  const query = url.slice(question + 1, hash);
  const replaced = inFields(query, name, value);
  return `${url.slice(0, question + 1)}${replaced ?? `${query}&${written}`}${url.slice(hash)}`;
}

function inFields(text: string, name: string, value: string): string | null {
  const field = formFields(text, 'application/x-www-form-urlencoded').find((one) => one.name === name);
  return field === undefined ? null : text.slice(0, field.from) + encoded(value) + text.slice(field.to);
}

function inBody(
  via: string,
  name: string,
  body: string,
  { fresh, number }: TokenCarrier,
  type: string | null,
): string | null {
  if (via === 'form') {
    const part = multipartFields(body, type).find((one) => one.name === name);
    return part === undefined ? inFields(body, name, fresh) : body.slice(0, part.from) + fresh + body.slice(part.to);
  }
  const parsed = parseJson(body);
  if (!parsed.ok) return null;
  const value = number ? new JsonNumber(fresh) : fresh;
  const changed = via === 'patch' ? inPatch(parsed.value, name, value) : inJson(parsed.value, name, value);
  return changed === null ? null : writeJson(changed, indentOf(body));
}

function inJson(root: Json, spelled: string, value: Json): Json | null {
  const path = readPath(spelled);
  return path === null ? null : withValue(root, path, value);
}

/** The value of the `test` operation on that pointer. */
function inPatch(operations: Json, pointer: string, value: Json): Json | null {
  if (!isArray(operations)) return null;
  let found = false;
  const changed = operations.map((op) => {
    if (!isObject(op) || op.get('op') !== 'test' || op.get('path') !== pointer) return op;
    found = true;
    return new Map(op).set('value', value);
  });
  return found ? changed : null;
}
