import { type HeaderList, headerValue } from '../../http/header-list.ts';
import { formats } from './formats/index.ts';
import { isRecord, loosePairs, parseJson } from './json.ts';
import { readHtml, readXml } from './markup.ts';
import { readMembers } from './members.ts';
import { retryAfter } from './retry-after.ts';
import { Notes, type Said } from './said.ts';

/** Header fields in which servers repeat the error's code. */
const codeFields = [
  'x-ms-error-code',
  'x-amzn-errortype',
  'x-error-code',
  'x-errorcode',
  'x-amz-error-code',
  'x-error-type',
];
const messageFields = ['x-amz-error-message', 'x-error-message', 'x-error', 'x-status-reason', 'warning'];

/**
 * Reads a refusal of any format. Bounded: the first 256 KB of JSON, 128 KB of markup or 4 KB of text, never an entity expanded.
 * @param text the body as text, '' where there is none
 */
export function readRefusal(text: string, headers: HeaderList | null): Said {
  const notes = new Notes();
  for (const field of codeFields) {
    const value = headerValue(headers, field);
    if (value !== null) notes.code(value.split(':')[0] ?? '');
  }
  for (const field of messageFields) {
    const value = headerValue(headers, field);
    if (value !== null) notes.text(value);
  }
  notes.retryAfter = retryAfter(headers);
  readBody(text, notes);
  return notes.said();
}

function readBody(text: string, notes: Notes): void {
  const start = text.slice(0, 2000).trimStart();
  if (start === '') return;
  const json = parseJson(text);
  if (json !== undefined) {
    const format = isRecord(json) ? formats.find(({ recognises }) => recognises(json)) : undefined;
    if (format !== undefined && isRecord(json)) {
      notes.recognised(format.name);
      format.read(json, notes);
    }
    notes.recognised('json');
    if (format?.complete !== true) readMembers(json, notes);
  } else if (start.startsWith('{') || start.startsWith('[')) {
    notes.recognised('json');
    for (const [key, value] of loosePairs(text)) readMembers({ [key]: value }, notes);
    // `[3, c, p] is not the latest`: a sentence that only begins like JSON.
    if (notes.nothing) readLines(text, notes);
  } else if (/^<!doctype html|^<html|<(body|head|title|h1)\b/i.test(start)) {
    notes.recognised('html');
    readHtml(text, notes);
  } else if (start.startsWith('<')) {
    notes.recognised('xml');
    readXml(text, notes);
  } else {
    notes.recognised('text');
    readLines(text, notes);
  }
}

function readLines(text: string, notes: Notes): void {
  for (const line of text.slice(0, 4000).split('\n').slice(0, 12)) notes.text(line);
}
