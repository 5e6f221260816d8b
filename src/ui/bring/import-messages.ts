import type { LogPatterns } from '../../capture/access-log/log-patterns.ts';
import type { LogRead } from '../../capture/access-log/read-log.ts';
import { isFields, isNumber, isString } from '../../http/unknown.ts';
import type { ExchangeId } from '../../record/exchange.ts';
import type { ImportedFile } from '../../store/imported.ts';
import type { ListQuery, Place } from '../../store/list.ts';

/** What the page asks of the worker that reads files. */
export type ImportQuestion =
  | { readonly ask: 'read'; readonly file: Blob; readonly name: string }
  | { readonly ask: 'list'; readonly query: ListQuery }
  | { readonly ask: 'count' }
  | { readonly ask: 'total' }
  | { readonly ask: 'walk'; readonly place: Place | null; readonly limit: number }
  | { readonly ask: 'case'; readonly id: ExchangeId }
  | { readonly ask: 'exchange'; readonly id: ExchangeId }
  | { readonly ask: 'patterns' }
  | { readonly ask: 'clear' };

/** A question with its number, or the end of one that is under way. */
export type ToWorker =
  | (ImportQuestion & { readonly number: number })
  | { readonly ask: 'cancel'; readonly number: number };

export type FromWorker =
  | { readonly number: number; readonly said: 'progress'; readonly bytes: number }
  | { readonly number: number; readonly said: 'answer'; readonly answer: unknown }
  | { readonly number: number; readonly said: 'failed'; readonly why: string; readonly cancelled: boolean };

/** What reading a file came to. */
export type BroughtFile =
  | ({ readonly kind: 'har' } & ImportedFile)
  | ({ readonly kind: 'log'; readonly name: string } & LogRead);
export type LogKindRead = Extract<BroughtFile, { kind: 'log' }>;

/** The worker's own answer: built from the same code as this page, so its shape is told by its kind. */
export function isBroughtFile(value: unknown): value is BroughtFile {
  if (!isFields(value) || !isString(value.name) || !Array.isArray(value.faults)) return false;
  if (value.kind === 'har') return isNumber(value.entries) && isNumber(value.conflicts) && isNumber(value.kept);
  return isNumber(value.refused) && isNumber(value.bytes);
}

export function isLogPatterns(value: unknown): value is LogPatterns {
  return isFields(value) && isNumber(value.refused) && Array.isArray(value.endpoints) && Array.isArray(value.repeats);
}

export function isFromWorker(value: unknown): value is FromWorker {
  if (!isFields(value) || !isNumber(value.number)) return false;
  return value.said === 'progress' || value.said === 'answer' || value.said === 'failed';
}
