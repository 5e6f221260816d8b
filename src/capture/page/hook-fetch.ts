import type { HeaderList } from '../../http/header-list.ts';
import type { SeenBody } from '../sighting.ts';
import { answerBody, sentBody } from './bodies.ts';
import { headerPairs, member, textOf, type Unreadable, unreadable } from './fields.ts';
import type { createLooks } from './looks.ts';
import { replace } from './looks.ts';
import { isA, natives } from './natives.ts';
import { isRefused, isSafeMethod, type Tell, type Told, weightOf } from './told.ts';

/** What is known of a request when it goes out. */
type Asked = Pick<Told, 'key' | 'method' | 'url' | 'startedAt' | 'headers'> & {
  readonly requestBody: SeenBody | Promise<SeenBody>;
};

/** The methods whose names every browser writes in capitals (Fetch standard, "normalize a method"). */
const normalised = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];
export function methodName(name: string): string {
  const upper = name.toUpperCase();
  return normalised.includes(upper) ? upper : name;
}

/** The absolute URL of what the page asked for, a text or a URL; null where it is none. */
export function addressOf(input: unknown): string | null | Unreadable {
  if (typeof input === 'object' && input !== null && isA<URL>(natives.href, input)) return natives.href(input);
  const text = textOf(input);
  if (text === unreadable) return unreadable;
  try {
    return natives.href(new natives.URL(text, natives.baseUrl(natives.document)));
  } catch {
    return null;
  }
}

/** Longest answer whose content is copied, bytes, and how many of those that are neither refusals nor answers to saves a second. */
const mostCopied = 256 * 1024;
const copiesASecond = 20;

function headerOf(list: HeaderList | undefined, name: string): string | null {
  return list?.find(([each]) => each === name)?.[1] ?? null;
}

/** Whether the content is a text that ends: JSON, markup, plain text; no stream of events. */
function isDocument(headers: HeaderList | undefined): boolean {
  const type = headerOf(headers, 'content-type')?.toLowerCase() ?? '';
  return /^(application\/([a-z0-9.+-]*\+)?(json|xml)|text\/(plain|html|xml))\s*(;|$)/.test(type);
}

/**
 * Puts a function in the place of `fetch` that behaves as the original and tells what it saw. The original is called first, with the
 * very same arguments; what cannot be read without running the page's code is left unknown. The page gets a promise of its own, one
 * turn of the microtask queue later, so that a rejection that nobody handles is still reported.
 * @param goesPast told of a request of which that leaves nothing to tell
 */
export function hookFetch(
  tell: Tell,
  goesPast: () => void,
  next: () => number,
  looks: ReturnType<typeof createLooks>,
): () => void {
  const original = window.fetch;
  const bodies = new WeakMap<Request, { readonly method: string; readonly body: SeenBody | Promise<SeenBody> }>();
  let spent = 0;
  let second = 0;
  let on = true;

  function asked(input: unknown, init: unknown): Asked | null {
    const startedAt = natives.now();
    const isRequest = typeof input === 'object' && input !== null && isA<Request>(natives.request.method, input);
    const url = isRequest ? natives.request.url(input) : addressOf(input);
    if (url === unreadable) goesPast();
    if (typeof url !== 'string' || !/^https?:/.test(url)) return null;
    const named = member(init, 'method');
    const name = named === undefined ? (isRequest ? natives.request.method(input) : 'GET') : textOf(named);
    const given = member(init, 'headers');
    const set = given === undefined && isRequest ? headerPairs(natives.request.headers(input)) : headerPairs(given);
    // A method that cannot be known makes it no sighting at all: nothing could be joined to it.
    if (name === unreadable) {
      goesPast();
      return null;
    }
    const body = member(init, 'body');
    const method = methodName(name);
    const carried = isRequest && body === undefined ? bodies.get(input) : undefined;
    return {
      key: next(),
      method,
      url,
      startedAt,
      ...(set === unreadable ? {} : { headers: { set } }),
      requestBody: isSafeMethod(method)
        ? { state: 'none' }
        : (carried?.body ??
          (body === unreadable || (isRequest && body === undefined)
            ? { state: 'withheld', bytes: null, why: 'not read' }
            : sentBody(body))),
    };
  }

  /** Whether the answer's content is worth a copy: refusals and answers to saves always, reads as long as they are few. */
  function isWorthCopying(told: Told, response: Response): boolean {
    const list = told.headers?.seen;
    if (natives.response.type(response) === 'opaque' || told.status === 204 || told.status === 304) return false;
    const length = headerOf(list, 'content-length');
    if (length !== null && Number(length) > mostCopied) return false;
    if (isRefused(told.status)) return isDocument(list) || length !== null;
    if (!isDocument(list)) return false;
    if (!isSafeMethod(told.method)) return true;
    const now = Math.floor(natives.now() / 1000);
    if (now !== second) spent = 0;
    second = now;
    return length !== null && ++spent <= copiesASecond;
  }

  function answered(request: Asked, known: SeenBody | undefined, response: Response): void {
    const { requestBody: _sent, ...rest } = request;
    const endedAt = natives.now();
    const type = natives.response.type(response);
    const seen: [string, string][] = [];
    natives.headers.forEach(natives.response.headers(response), (value, name) => {
      seen[seen.length] = [name, value];
    });
    const status = natives.response.status(response);
    const body = known === undefined ? {} : { requestBody: known };
    if (type === 'opaque' || type === 'opaqueredirect' || type === 'error') {
      tell({ ...rest, ...body, state: 'done', endedAt }, isSafeMethod(rest.method) ? 'idle' : 'now');
      return;
    }
    const ended = { state: 'done', endedAt, status } as const;
    const told: Told = natives.response.redirected(response)
      ? redirected({ ...rest, ...body, ...ended }, natives.response.url(response), seen)
      : { ...rest, ...ended, headers: { ...rest.headers, seen }, ...body };
    const weight = weightOf(told);
    if (!isWorthCopying(told, response)) {
      tell(told, weight);
      return;
    }
    const copy = answerBody(response);
    // A refusal does not wait for its content.
    if (weight === 'now') tell(told, weight);
    void copy.then((responseBody) => tell({ ...told, responseBody }, weight));
  }

  /** A redirect ended the request that the page made; what answered it is another, of which the page did not see the beginning. */
  function redirected(told: Told, url: string, seen: HeaderList): Told {
    const { status = 0, headers: _headers, requestBody: _body, ...first } = told;
    tell({ ...first, ...(told.headers?.set ? { headers: { set: told.headers.set } } : {}) }, 'soon');
    const method = told.method === 'POST' ? 'GET' : told.method;
    return { ...first, key: next(), method, url, late: true, status, headers: { seen } };
  }

  async function follow(promise: Promise<Response>, request: Asked): Promise<Response> {
    let known: SeenBody | undefined;
    const { requestBody, ...rest } = request;
    const isSave = !isSafeMethod(rest.method);
    if (isSave) {
      if ('state' in requestBody) known = requestBody;
      else
        void requestBody.then((body) => {
          known = body;
          tell({ ...rest, state: 'open', requestBody: body }, 'now');
        });
      tell({ ...rest, state: 'open', ...(known ? { requestBody: known } : {}) }, 'now');
    }
    let response: Response;
    try {
      response = await promise;
    } catch (error) {
      quietly(() => {
        const text = error instanceof Error ? `${error.name}: ${error.message}` : 'rejected';
        const failed = { ...rest, state: 'failed', endedAt: natives.now(), error: text } as const;
        tell({ ...failed, ...(known ? { requestBody: known } : {}) }, isSave ? 'now' : 'idle');
      });
      throw error;
    }
    quietly(() => answered(request, known, response));
    return response;
  }

  const ours = {
    // One named parameter and no more: `fetch.length` is 1.
    fetch(this: unknown, input: unknown): Promise<Response> {
      // biome-ignore lint/complexity/noArguments: a rest parameter or a second name would change the length of the function.
      const promise: Promise<Response> = natives.apply(original, this, arguments);
      // biome-ignore lint/complexity/noArguments: a rest parameter or a second name would change the length of the function.
      const request = on ? quietly(() => asked(input, arguments[1])) : null;
      return request === null ? promise : follow(promise, request);
    },
  };
  replace(window, 'fetch', looks.like(ours.fetch, original));

  const OriginalRequest = Request;
  const ProxiedRequest = new Proxy(OriginalRequest, {
    construct(target, given, newTarget) {
      const made: Request = natives.construct(target, given, newTarget);
      if (on)
        quietly(() => {
          const [input, init] = given;
          const body = member(init, 'body');
          const method = natives.request.method(made);
          if (isSafeMethod(method) || body === unreadable) return;
          const carried = typeof input === 'object' && input !== null ? bodies.get(input) : undefined;
          if (body !== undefined) bodies.set(made, { method, body: sentBody(body) });
          else if (carried) bodies.set(made, carried);
        });
      return made;
    },
  });
  replace(window, 'Request', looks.like(ProxiedRequest, OriginalRequest));
  replace(OriginalRequest.prototype, 'constructor', ProxiedRequest);
  return () => {
    on = false;
  };
}

/** Nothing that goes wrong in here may reach the page. */
export function quietly<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}
