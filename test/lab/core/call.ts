import type { IncomingMessage } from 'node:http';
import type { Documents } from './documents.ts';
import { isObject, type JsonObject } from './json.ts';

/** What a scenario remembers besides its documents: who holds the lock, which node is next. */
export class Memory {
  private readonly values = new Map<string, string | number>();

  number(name: string): number {
    const value = this.values.get(name);
    return typeof value === 'number' ? value : 0;
  }
  text(name: string): string {
    const value = this.values.get(name);
    return typeof value === 'string' ? value : '';
  }
  set(name: string, value: string | number): void {
    this.values.set(name, value);
  }
  /** Counts one up and returns the count before. */
  count(name: string): number {
    const before = this.number(name);
    this.values.set(name, before + 1);
    return before;
  }
}

/** One request, as the handlers see it. */
export type Call = {
  readonly method: string;
  /** Below the scenario's prefix, without a leading slash: `api/notes/1`. A trailing slash is kept. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly documents: Documents;
  readonly memory: Memory;
  readonly origins: { readonly page: string; readonly api: string };
};

/** Answered with 400. */
export class BadRequest extends Error {}

/** The request's body as a JSON object; throws BadRequest. */
export function jsonBody(call: Call): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(call.body);
  } catch {
    throw new BadRequest('The body is not JSON.');
  }
  if (!isObject(value)) throw new BadRequest('The body is not a JSON object.');
  return value;
}

/** One header field as a string, undefined where it is absent. */
export function header(call: Call, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

export function isRead(call: Call): boolean {
  return call.method === 'GET' || call.method === 'HEAD';
}

export function isWrite(call: Call): boolean {
  return call.method === 'PUT' || call.method === 'PATCH' || call.method === 'POST' || call.method === 'DELETE';
}
