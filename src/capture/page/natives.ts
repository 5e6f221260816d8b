/**
 * What the hook needs of the page's realm, taken before any script of the page has run: later the page may have replaced it, and
 * what it put in its place must neither be called nor be told anything.
 */

const { apply, construct, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;

/** A method to be called on any receiver, whatever becomes of `Function.prototype.call`. */
function method<This, Args extends readonly unknown[], Result>(
  of: (this: This, ...args: Args) => Result,
): (receiver: This, ...args: Args) => Result {
  return (receiver, ...args) => apply(of, receiver, args);
}

/** The getter of an attribute. Throws where the browser has none of that name. */
function getter<T extends object, K extends keyof T>(prototype: T, name: K): (receiver: T) => T[K] {
  const get = getOwnPropertyDescriptor(prototype, name)?.get;
  if (get === undefined) throw new TypeError(`no attribute ${String(name)}`);
  return (receiver) => apply(get, receiver, []);
}

const { prototype: response } = Response;
const { prototype: request } = Request;
const { prototype: xhr } = XMLHttpRequest;

export const natives = {
  apply,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  now: Date.now,
  /** A number in a page; the typings of Node say otherwise. */
  setTimeout: window.setTimeout.bind(window),
  clearTimeout: window.clearTimeout.bind(window),
  stringify: JSON.stringify,
  iterator: Symbol.iterator,
  arrayPrototype: Array.prototype,
  isArray: Array.isArray,
  ownKeys: Reflect.ownKeys,
  URL,
  Event,
  CustomEvent,
  document,
  baseUrl: getter(Node.prototype, 'baseURI'),
  addEventListener: method(EventTarget.prototype.addEventListener),
  removeEventListener: method(EventTarget.prototype.removeEventListener),
  dispatchEvent: method(EventTarget.prototype.dispatchEvent),
  eventDetail: getter(CustomEvent.prototype, 'detail'),
  href: getter(URL.prototype, 'href'),
  headers: { forEach: method(Headers.prototype.forEach) },
  byteLength: getter(ArrayBuffer.prototype, 'byteLength'),
  search: { toString: method(URLSearchParams.prototype.toString) },
  form: { forEach: method(FormData.prototype.forEach) },
  blob: {
    size: getter(Blob.prototype, 'size'),
    type: getter(Blob.prototype, 'type'),
    slice: method(Blob.prototype.slice),
    text: method(Blob.prototype.text),
  },
  request: {
    method: getter(request, 'method'),
    url: getter(request, 'url'),
    headers: getter(request, 'headers'),
  },
  response: {
    status: getter(response, 'status'),
    type: getter(response, 'type'),
    url: getter(response, 'url'),
    redirected: getter(response, 'redirected'),
    headers: getter(response, 'headers'),
    clone: method(response.clone),
    text: method(response.text),
  },
  xhr: {
    status: getter(xhr, 'status'),
    readyState: getter(xhr, 'readyState'),
    responseURL: getter(xhr, 'responseURL'),
    responseType: getter(xhr, 'responseType'),
    responseText: getter(xhr, 'responseText'),
    allHeaders: method(xhr.getAllResponseHeaders),
  },
} as const;

/** Whether a value is of an interface of this realm; by its brand where the page may have changed prototypes. */
export function isA<T extends object>(probe: (value: T) => unknown, value: object): value is T {
  try {
    probe(value as T);
    return true;
  } catch {
    return false;
  }
}
