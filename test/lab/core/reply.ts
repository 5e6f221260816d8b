import type { Json } from './json.ts';

/** What a handler answers; the server adds nothing but Date, Content-Length and, where the scenario asks for it, CORS. */
export type Reply = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array;
  /** Cut the connection: before anything is sent, or in the middle of the body. */
  readonly broken?: 'before' | 'middle';
};

export function reply(status: number, body: string | Uint8Array = '', headers: Reply['headers'] = {}): Reply {
  return { status, headers, body };
}

export function json(status: number, value: Json, headers: Reply['headers'] = {}): Reply {
  return reply(status, `${JSON.stringify(value, null, 2)}\n`, { 'content-type': 'application/json', ...headers });
}

/** Problem details, RFC 9457. `more` are extension members. */
export function problem(
  status: number,
  title: string,
  detail: string,
  more: { readonly [name: string]: Json } = {},
  headers: Reply['headers'] = {},
): Reply {
  const value = { type: 'about:blank', title, status, detail, ...more };
  return reply(status, `${JSON.stringify(value, null, 2)}\n`, {
    'content-type': 'application/problem+json',
    ...headers,
  });
}

export function html(status: number, text: string, headers: Reply['headers'] = {}): Reply {
  return reply(status, text, { 'content-type': 'text/html; charset=utf-8', ...headers });
}

export function xml(status: number, text: string, headers: Reply['headers'] = {}): Reply {
  return reply(status, `<?xml version="1.0" encoding="utf-8"?>\n${text}\n`, {
    'content-type': 'application/xml; charset=utf-8',
    ...headers,
  });
}

/** The same reply with further headers. */
export function withHeaders(answer: Reply, headers: Reply['headers']): Reply {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** The same reply without one header. */
export function withoutHeader(answer: Reply, name: string): Reply {
  return { ...answer, headers: Object.fromEntries(Object.entries(answer.headers).filter(([key]) => key !== name)) };
}
