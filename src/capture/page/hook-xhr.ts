import type { HeaderList } from '../../http/header-list.ts';
import type { SeenBody } from '../sighting.ts';
import { answerText, sentBody } from './bodies.ts';
import { textOf, unreadable } from './fields.ts';
import { addressOf, methodName, quietly } from './hook-fetch.ts';
import { type createLooks, replace } from './looks.ts';
import { isA, natives } from './natives.ts';
import { isRefused, isSafeMethod, type Tell, type Told, weightOf } from './told.ts';

/** A request between `open` and its end. */
type State = {
  readonly method: string;
  readonly url: string;
  readonly set: [string, string][];
  /** A field was set with something that is no text: the list is not the whole. */
  unknown: boolean;
  /** null until it was sent. */
  asked: Told | null;
};

/** `getAllResponseHeaders`: lines that end with CRLF (XMLHttpRequest standard). */
export function headerLines(text: string): HeaderList {
  const list: [string, string][] = [];
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) list[list.length] = [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }
  return list;
}

/**
 * Puts functions in the place of XMLHttpRequest's `open`, `setRequestHeader` and `send` that behave as the originals and tell what
 * they saw. The upload object is never touched: a listener there would make the browser ask with a preflight first.
 * @param goesPast told of a request whose method or address cannot be read without running the page's code
 */
export function hookXhr(
  tell: Tell,
  goesPast: () => void,
  next: () => number,
  looks: ReturnType<typeof createLooks>,
): () => void {
  const { prototype } = XMLHttpRequest;
  const { open, setRequestHeader, send } = prototype;
  const states = new WeakMap<object, State>();
  let on = true;

  function begin(xhr: unknown, method: unknown, url: unknown): void {
    if (typeof xhr !== 'object' || xhr === null) return;
    end(xhr);
    states.delete(xhr);
    const name = textOf(method);
    const full = addressOf(url);
    if (name === unreadable || full === unreadable) {
      goesPast();
      return;
    }
    if (full === null || !/^https?:/.test(full)) return;
    states.set(xhr, { method: methodName(name), url: full, set: [], unknown: false, asked: null });
  }

  function sent(xhr: XMLHttpRequest, state: State, startedAt: number, body: unknown): void {
    const { method, url } = state;
    const headers = state.unknown ? {} : { headers: { set: state.set } };
    const rest = { key: next(), state: 'open', method, url, startedAt, ...headers } as const;
    state.asked = rest;
    const isSave = !isSafeMethod(method);
    // GET and HEAD send no body whatever is given.
    const read = isSave ? bodyOf(body) : ({ state: 'none' } as const);
    const put = (requestBody: SeenBody) => {
      if (state.asked?.key === rest.key) state.asked = { ...rest, requestBody };
      if (isSave) tell({ ...rest, requestBody }, 'now');
    };
    if ('state' in read) put(read);
    else void read.then(put);
    // Synchronous ones have ended already.
    if (natives.xhr.readyState(xhr) === 4) end(xhr);
    else natives.addEventListener(xhr, 'loadend', ended);
  }

  function bodyOf(body: unknown): SeenBody | Promise<SeenBody> {
    return body instanceof Document ? { state: 'withheld', bytes: null, why: 'a document' } : sentBody(body);
  }

  function ended(this: XMLHttpRequest): void {
    quietly(() => end(this));
  }

  function end(xhr: object): void {
    const state = states.get(xhr);
    if (state === undefined || state.asked === null) return;
    const { asked } = state;
    state.asked = null;
    if (!isA<XMLHttpRequest>(natives.xhr.status, xhr)) return;
    natives.removeEventListener(xhr, 'loadend', ended);
    const endedAt = natives.now();
    const status = natives.xhr.status(xhr);
    if (status === 0) {
      tell({ ...asked, state: 'failed', endedAt, error: 'no answer' }, isSafeMethod(asked.method) ? 'idle' : 'now');
      return;
    }
    const seen = headerLines(natives.xhr.allHeaders(xhr));
    const responseURL = natives.xhr.responseURL(xhr);
    const isRedirected = responseURL !== '' && responseURL !== asked.url.split('#', 1)[0];
    const done: Told = { ...asked, state: 'done', endedAt };
    if (isRedirected) {
      tell(done, 'soon');
      const method = asked.method === 'POST' ? 'GET' : asked.method;
      const after: Told = {
        key: next(),
        state: 'done',
        method,
        url: responseURL,
        startedAt: asked.startedAt,
        late: true,
      };
      const told = { ...after, endedAt, status, headers: { seen } };
      tell(told, weightOf(told));
      return;
    }
    const told = { ...done, status, headers: { ...asked.headers, seen } };
    const content = contentOf(xhr, told);
    tell({ ...told, ...(content ? { responseBody: content } : {}) }, weightOf(told));
  }

  /** The text of a refusal or of an answer to a save, where the page asked for text: then it has it already. */
  function contentOf(xhr: XMLHttpRequest, { method, status }: Told): SeenBody | null {
    if (isSafeMethod(method) && !isRefused(status)) return null;
    const type = natives.xhr.responseType(xhr);
    return type === '' || type === 'text' ? answerText(natives.xhr.responseText(xhr)) : null;
  }

  const ours = {
    open(this: XMLHttpRequest, method: unknown, url: unknown): unknown {
      // biome-ignore lint/complexity/noArguments: a rest parameter or a second name would change the length of the function.
      const result = natives.apply(open, this, arguments);
      if (on) quietly(() => begin(this, method, url));
      return result;
    },
    setRequestHeader(this: XMLHttpRequest, name: unknown, value: unknown): unknown {
      // biome-ignore lint/complexity/noArguments: a rest parameter or a second name would change the length of the function.
      const result = natives.apply(setRequestHeader, this, arguments);
      quietly(() => {
        const state = states.get(this);
        if (state === undefined) return;
        const [field, text] = [textOf(name), textOf(value)];
        if (typeof field === 'string' && typeof text === 'string') addField(state.set, field, text.trim());
        else state.unknown = true;
      });
      return result;
    },
    send(this: XMLHttpRequest): unknown {
      const state = on ? quietly(() => states.get(this)) : undefined;
      const startedAt = natives.now();
      // biome-ignore lint/complexity/noArguments: a rest parameter or a second name would change the length of the function.
      if (!state) return natives.apply(send, this, arguments);
      // biome-ignore lint/complexity/noArguments: a rest parameter or a second name would change the length of the function.
      const [body] = arguments;
      try {
        // biome-ignore lint/complexity/noArguments: a rest parameter or a second name would change the length of the function.
        const result = natives.apply(send, this, arguments);
        quietly(() => sent(this, state, startedAt, body));
        return result;
      } catch (error) {
        // A synchronous request that failed was sent all the same; another was refused before it was.
        quietly(() => natives.xhr.readyState(this) === 4 && sent(this, state, startedAt, body));
        throw error;
      }
    },
  };
  replace(prototype, 'open', looks.like(ours.open, open));
  replace(prototype, 'setRequestHeader', looks.like(ours.setRequestHeader, setRequestHeader));
  replace(prototype, 'send', looks.like(ours.send, send));
  return () => {
    on = false;
  };
}

/** The same field set twice is one with both values (XMLHttpRequest standard, "combine"). */
function addField(list: [string, string][], name: string, value: string): void {
  const lower = name.toLowerCase();
  const known = list.find(([each]) => each.toLowerCase() === lower);
  if (known) known[1] = `${known[1]}, ${value}`;
  else list[list.length] = [name, value];
}
