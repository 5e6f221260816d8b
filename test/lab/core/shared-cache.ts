import { type Call, header, isRead } from './call.ts';
import { asObject, isObject } from './json.ts';
import { type Reply, reply, withHeaders } from './reply.ts';

/** Seconds that a copy is kept, and seconds that it was already under way in caches further up (so that Age is never 0). */
const lifetime = 60;
const alreadyOld = 7;
const mostCopies = 100;

type Copy = { readonly at: number; readonly answer: Reply };

function parsed(text: string): Copy | undefined {
  if (text === '') return undefined;
  const { at, headers, body } = asObject(JSON.parse(text));
  if (typeof at !== 'number' || typeof body !== 'string' || !isObject(headers)) return undefined;
  const names = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return { at, answer: reply(200, body, Object.fromEntries(names)) };
}

/**
 * A cache in front of the server, as a CDN: keyed by path and query, deaf to what the request says about caching
 * (observed of nginx and Varnish as commonly set up), and not told of writes.
 */
export async function throughSharedCache(call: Call, next: () => Promise<Reply>): Promise<Reply> {
  if (!isRead(call)) return withHeaders(await next(), { via: '1.1 lab-cache' });
  const key = `copy ${call.path}?${call.query}`;
  const copy = parsed(call.memory.text(key));
  const age = copy === undefined ? 0 : Math.floor((Date.now() - copy.at) / 1000) + alreadyOld;
  if (copy !== undefined && age < lifetime) {
    const hit = withHeaders(copy.answer, { age: String(age), 'x-cache': 'HIT', via: '1.1 lab-cache' });
    const known = header(call, 'if-none-match') === hit.headers.etag;
    return known ? { ...hit, status: 304, body: '' } : hit;
  }
  const answer = await next();
  const text = typeof answer.body === 'string' ? answer.body : '';
  if (answer.status === 200 && call.method === 'GET' && call.memory.count('copies') < mostCopies)
    call.memory.set(key, JSON.stringify({ at: Date.now(), headers: answer.headers, body: text }));
  return withHeaders(answer, { age: '0', 'x-cache': 'MISS', via: '1.1 lab-cache' });
}
