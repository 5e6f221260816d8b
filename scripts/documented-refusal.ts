/** A line of test/corpus (or of a file in its shape) as the case that the engine judges. */
import type { CaseFile } from '../src/diagnose/contract.ts';
import type { HeaderList } from '../src/http/header-list.ts';
import type { Body, Exchange } from '../src/record/exchange.ts';

export type Documented = {
  readonly id: string;
  readonly label: string | null;
  readonly altLabels: readonly string[];
  readonly file: CaseFile;
  /** `dev` or `held-out` in others.jsonl; null elsewhere. */
  readonly set: string | null;
  readonly system: string;
};

/** Parses one line. @throws Error with a sentence that says what is wrong with it. */
export function readDocumented(line: string): Documented {
  const value = parse(line);
  const request = record(value.request, 'request');
  const response = record(value.response, 'response');
  const id = string(value.id, 'id');
  const url = string(request.url, 'request.url');
  if (!URL.canParse(url)) throw new Error(`request.url is no address: ${url.slice(0, 80)}`);
  const status = response.status;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599)
    throw new Error('response.status is no status code');
  const refusal: Exchange = {
    id,
    method: string(request.method, 'request.method'),
    url,
    resource: url,
    origin: new URL(url).origin,
    tabId: -1,
    frameId: null,
    initiator: null,
    resourceType: null,
    startedAt: 0,
    endedAt: 0,
    status,
    error: null,
    headers: { set: null, sent: headers(request.headers), received: headers(response.headers), seen: null },
    requestBody: body(request.body),
    responseBody: body(response.body),
    servedBy: 'network',
    sources: ['har-file'],
    missed: [],
    parent: null,
  };
  const alt = Array.isArray(value.alt_labels) ? value.alt_labels.filter((x): x is string => typeof x === 'string') : [];
  return {
    id,
    label: typeof value.label === 'string' ? value.label : null,
    altLabels: alt,
    file: { refusal, history: [refusal], neighbours: [], recordingSince: null },
    set: typeof value.set === 'string' ? value.set : null,
    system: typeof value.system === 'string' ? value.system : '',
  };
}

function parse(line: string): Record<string, unknown> {
  try {
    return record(JSON.parse(line), 'the line');
  } catch (error) {
    throw new Error(
      error instanceof SyntaxError ? 'the line is no JSON' : error instanceof Error ? error.message : String(error),
    );
  }
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${what} is no object`);
  return Object.fromEntries(Object.entries(value));
}

function string(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '') throw new Error(`${what} is missing`);
  return value;
}

/** Headers as an object, or as pairs where order and repetition matter. */
function headers(value: unknown): HeaderList {
  const pairs: [string, string][] = [];
  const entries: unknown[] = Array.isArray(value) ? value : Object.entries(record(value ?? {}, 'headers'));
  for (const entry of entries) {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string') continue;
    for (const one of Array.isArray(entry[1]) ? entry[1] : [entry[1]])
      if (typeof one === 'string' || typeof one === 'number') pairs.push([entry[0], String(one)]);
  }
  return pairs;
}

/** A body as text, or as JSON that is written out. */
function body(value: unknown): Body {
  if (value === null || value === undefined) return { state: 'none' };
  const data = typeof value === 'string' ? value : JSON.stringify(value);
  return { state: 'kept', encoding: 'text', data, length: data.length, truncated: false, redacted: false };
}
