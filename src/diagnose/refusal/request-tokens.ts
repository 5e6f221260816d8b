import { type HeaderList, headerValue } from '../../http/header-list.ts';
import { isList, isRecord, type Json, parseJson } from './json.ts';
import { localName, pieces } from './tags.ts';
import { certaintyOf, tokenName, tokenValue } from './token-name.ts';

/** A version token that the refused request carried. */
export type CarriedToken = {
  /** As panel.html writes it: `header:If-Match`, `query:rev`, `body:$._rev`. */
  readonly carrier: string;
  readonly name: string;
  readonly value: string;
  /** `maybe`: a name that also means other things (`version` with a value like 1.2.3, `updated_at`). */
  readonly certainty: 'sure' | 'maybe';
};

type Push = (carrier: string, name: string, value: string, certainty: 'sure' | 'maybe' | null) => void;

const knownHeaders = ['If-Match', 'If-Unmodified-Since', 'X-If-State-Token', 'X-If-Match', 'X-HTTP-If-Match'];
const notTokens =
  /^(x-ms-version|x-ms-client-version|x-api-version|api-version|x-amz-version-id|x-amz-content-sha256|tus-version|ocs-apirequest|content-sha|dpop|sec-|x-goog-hash|x-requested|x-client-version|x-app-version|user-agent|x-.*(api|client|app|sdk|protocol)[-_]?version)/i;

/** Version tokens in header fields, query and body, at most 12. Looks at up to 500 members of a JSON body and 20 KB of a form. */
export function requestTokens(headers: HeaderList | null, url: URL | null, text: string): readonly CarriedToken[] {
  const tokens: CarriedToken[] = [];
  const push: Push = (carrier, name, value, certainty) => {
    if (certainty !== null && tokens.length < 12) tokens.push({ carrier, name, value: value.slice(0, 512), certainty });
  };
  for (const [name, value] of headers ?? []) if (isTokenField(name, value)) push(`header:${name}`, name, value, 'sure');
  for (const [name, value] of url?.searchParams ?? []) {
    const other = value === '' || /^(api|app|client|sdk|lang)|^_?v$/i.test(name);
    // `currentDocument.updateTime`: the end tells.
    push(`query:${name}`, name, value, other ? null : certaintyOf(name.replace(/^.*\./, ''), value));
  }
  const body = parseJson(text);
  if (body !== undefined) {
    inJson(body, push);
    readPatchTest(body, push);
  } else if (/x-www-form-urlencoded/i.test(headerValue(headers, 'Content-Type') ?? ''))
    for (const [name, value] of new URLSearchParams(text.slice(0, 20_000)))
      push(`body:${name}`, name, value, certaintyOf(name.replace(/^.*\[([^\]]+)\]$/, '$1'), value));
  else if (/^\s*<(?!!doctype|html)/i.test(text.slice(0, 200))) inXml(text, push);
  return tokens;
}

/**
 * Attributes and elements of an XML body: `<node version="2">`, `<ItemId ChangeKey="a">`, `<changeToken>5</changeToken>`.
 * Whether they are the save's version or belong to the document, their names alone do not tell.
 */
function inXml(text: string, push: Push): void {
  let [element, content, depth, seen] = ['', '', 0, 0];
  const maybe = (place: string, name: string, value: string): void =>
    push(`body:${place}`, name, value, certaintyOf(localName(name), value) === null ? null : 'maybe');
  for (const piece of pieces(text)) {
    if (++seen > 500) return;
    if (piece.kind === 'text') content = piece.text.trim();
    else if (piece.kind === 'open') {
      [element, content] = [localName(piece.name), ''];
      for (const [, name = '', value = ''] of piece.attributes.matchAll(
        /(?<![\w:.-])([\w:.-]{1,80})=["']([^"']{0,512})["']/g,
      )) {
        // The root's own `version` is the format's.
        if (depth > 0 || !/^version$/i.test(name)) maybe(`${element}@${name}`, name, value);
      }
      if (!piece.closed) depth++;
    } else {
      depth--;
      if (content !== '' && localName(piece.name) === element) maybe(element, element, content);
      [element, content] = ['', ''];
    }
  }
}

function isTokenField(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (lower.startsWith('if-') && value === '*') return false;
  if (knownHeaders.some((known) => known.toLowerCase() === lower)) return true;
  // WebDAV's If holds locks in <…> and entity tags in […] (RFC 4918 §10.4).
  if (lower === 'if') return value.includes('[');
  if (notTokens.test(name) || /^(content-|accept|user-|sec-|cookie|authorization|lock-token)/.test(lower)) return false;
  if (/^if-(none-match|modified-since|range)/.test(lower)) return false;
  return tokenName(name) !== null || /-condition-|if-?(generation|metageneration|seq|version)/.test(lower);
}

function inJson(body: Json, push: Push): void {
  let nodes = 0;
  const walk = (node: Json, path: string, depth: number): void => {
    if (++nodes > 500 || depth > 5) return;
    if (isList(node)) {
      for (const [i, item] of node.slice(0, 10).entries()) walk(item, `${path}[${i}]`, depth + 1);
      return;
    }
    if (!isRecord(node)) return;
    for (const [name, value] of Object.entries(node)) {
      const token = tokenValue(value);
      if (isRecord(value) || isList(value)) walk(value, `${path}.${name}`, depth + 1);
      else if (token !== null) {
        // Some nest it: { version: { number: 3 } }, { latest: { id: 555 } }.
        const nests =
          name === 'number' ? /\.(version|revision|latest)$/ : name === 'id' ? /\.(revision|latest)$/ : null;
        const within = nests?.exec(path)?.[1];
        const full = within === undefined ? name : `${within}.${name}`;
        const condition = name === 'ConditionExpression' && !token.includes('attribute_not_exists');
        // Whatever its name: a member of `preconditions` is what the request wants to find there.
        const asked = condition || /\.preconditions?$/i.test(path);
        push(`body:${path}.${name}`, full, token, asked || within !== undefined ? 'sure' : certaintyOf(full, token));
      }
    }
  };
  walk(body, '$', 0);
}

/** JSON Patch: `test` on a version path is a token (RFC 6902 §4.6). */
function readPatchTest(body: Json, push: Push): void {
  if (!isList(body)) return;
  body.slice(0, 50).forEach((operation, i) => {
    if (!isRecord(operation) || operation.op !== 'test' || typeof operation.path !== 'string') return;
    const name = operation.path.split('/').at(-1) ?? '';
    const value = tokenValue(operation.value ?? null);
    if (value !== null && tokenName(name) !== null) push(`body:$[${i}].value`, name, value, 'sure');
  });
}
