import { isList, isRecord, type Json, type JsonRecord, parseJson } from './json.ts';
import { retryAfterMember } from './retry-after.ts';
import type { Notes } from './said.ts';
import { wordsOfName } from './words.ts';

/** How far a body of any shape is walked. */
const limits = { depth: 8, nodes: 2000 };

/** Last words of the names under which servers put codes and sentences. */
const telling = new Set(
  'code|codes|type|reason|status|error|errors|err|exception|exceptions|name|key|id|class|errno|kind|cause|causes|message|messages|msg|detail|details|description|title|content|text|diagnostics|info|information|hint|summary|explanation|faultstring|faultcode|fault|state|sqlstate|identifier|result|reasons|warning|warnings|error_description|subcode|errcode|errorcode|errormessage|errmsg|scimtype|__type|localized|developer|note|comment|body|data|response|failure|problem|problems|issue|issues|violation|violations|conflict|conflicts|summary|subject|classification|label|tag|value|precondition|help_message|mensaje|mensagem|messaggio|meldung|nachricht|melding|mesaj|pesan|erreur|errore|erro|fehler|hata|motivo|grund|detalle|detalhe|dettaglio|сообщение|ошибка'.split(
    '|',
  ),
);

/** In an object that is no error (a copy of the resource), these hold the resource's own data. */
const ambiguous = new Set(
  'type|status|name|id|title|description|text|content|key|kind|class|state|data|comment|note|label|body|subject|identifier|summary|result|tag|value'.split(
    '|',
  ),
);

/** Names of objects that are (part of) an error, by their last word. */
const errorish = new Set(
  'error|errors|err|fault|exception|innererror|inner|details|detail|cause|causes|issue|issues|violations|violation|problem|problems|extensions|status|response|body|data|result|failure|failures|messages|message|reason|reasons|meta|metadata|info|conflict|conflicts|warnings'.split(
    '|',
  ),
);

const versionWords = new Set(
  'version|rev|revision|etag|versionid|seq|sequence|generation|stamp|hash|sha|checksum|index|offset|number|token|vers'.split(
    '|',
  ),
);
const currentWords = new Set(
  'current|latest|actual|server|stored|existing|remote|db|their|theirs|newest|head'.split('|'),
);
const sentWords = new Set(
  'expected|sent|provided|your|yours|client|requested|given|supplied|submitted|local|base'.split('|'),
);
const stateWords = new Set('state|status|phase|lifecycle|stage'.split('|'));

/**
 * Reads any JSON: walks it within bounds and takes codes and sentences from where servers put them, names of members,
 * the versions that are handed over, and states.
 */
export function readMembers(value: Json, notes: Notes): void {
  let nodes = 0;
  const seen = (node: Json, key: string, isError: boolean, depth: number): void => {
    if (++nodes > limits.nodes || depth > limits.depth) return;
    const words = wordsOfName(key);
    const last = words.at(-1) ?? '';
    if (isList(node)) {
      for (const item of node.slice(0, 50)) seen(item, key, isError, depth + 1);
      return;
    }
    if (isRecord(node)) {
      const inner = isError && (depth <= 1 || key === '' || errorish.has(last) || /error|exception|fault/i.test(key));
      for (const [name, child] of Object.entries(node).slice(0, 200)) {
        notes.name(name);
        seen(child, name, inner, depth + 1);
      }
      return;
    }
    leaf(node, key, words, isError, notes, depth);
  };
  seen(value, '', true, 0);
  if (notes.nothing) readAnySentence(value, notes);
}

function leaf(
  value: string | number | boolean | null,
  key: string,
  words: readonly string[],
  isError: boolean,
  notes: Notes,
  depth: number,
): void {
  if (value === null || typeof value === 'boolean') return;
  const last = words.at(-1) ?? '';
  const text = String(value);
  notes.retryAfter ??= retryAfterMember(key, text);
  if (words.some((word) => versionWords.has(word))) {
    if (words.some((word) => currentWords.has(word))) notes.version('current', key, text);
    else if (words.some((word) => sentWords.has(word))) notes.version('sent', key, text);
  }
  if (words.some((word) => stateWords.has(word)) && /\p{L}/u.test(text) && words.length > 1) notes.state(text);
  if (key === '' && typeof value === 'string') {
    notes.text(text);
    return;
  }
  const isTelling = words.some((word) => telling.has(word)) || telling.has(key.toLowerCase());
  if (!isTelling || (!isError && ambiguous.has(last))) {
    // Frameworks that validate hand over { email: ["has already been taken"] }: the field's name, then sentences.
    if (isError && typeof value === 'string' && depth <= 4 && /\s/.test(text.trim()) && fieldSays(text)) {
      notes.field(key);
      notes.text(text);
    }
    return;
  }
  if (typeof value === 'number') {
    if (!(value >= 100 && value < 600)) notes.number(text);
    return;
  }
  if (isDataField(key)) notes.field(text);
  const nested = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  if (nested !== undefined && (isRecord(nested) || isList(nested))) readMembers(nested, notes);
  else if (/^https?:\/\//.test(text)) notes.code(problemType(text));
  else if (/^\d{3}$/.test(text)) return;
  else if (/^[\dA-Z]{5}$/.test(text)) notes.code(text);
  else notes.text(text);
}

/** A sentence under a field's name, as validators write it; not the field's own value given back. */
function fieldSays(text: string): boolean {
  return /\b(already|taken|exists?|must|cannot|can't|not|is|has|in use|unique|invalid|required)\b/i.test(text);
}

function isDataField(key: string): boolean {
  return /^(field|pointer|path|property|param|parameter|column|attribute|constraint)$/i.test(key);
}

/** The telling end of a problem type's URI: its fragment or last path segments. */
export function problemType(uri: string): string {
  const bare = uri.replace(/^https?:\/\/[^/?#]*/, '').replace(/[?].*$/, '');
  const parts = bare.split(/[/#]/).filter((part) => part !== '' && !/^\d+(\.\d+)*$/.test(part));
  return parts.at(-1) ?? '';
}

/** Nothing stood under a known name: take the record's own short sentences. */
function readAnySentence(value: Json, notes: Notes): void {
  const record: JsonRecord | null = isRecord(value) ? value : null;
  for (const member of Object.values(record ?? {}).slice(0, 30))
    if (typeof member === 'string' && member.length < 400 && /\s/.test(member.trim())) notes.text(member);
}
