/**
 * What a page can find out about fetch, Request and XMLHttpRequest, as sentences by name. Runs in a page; uses nothing from outside.
 * Played on a watched and on an unwatched name of the same server it must tell the same.
 */
export async function hookBattery(seed: number): Promise<Record<string, string>> {
  const told: Record<string, string> = {};
  const say = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));
  const here = (text: string) => text.replaceAll(location.host, 'HOST');
  const tell = async (name: string, look: () => unknown) => {
    try {
      told[name] = here(say(await look()));
    } catch (error) {
      const known = error instanceof DOMException || error instanceof Error;
      told[name] = here(known ? `threw ${error.name}: ${error.message}` : `threw ${say(error)}`);
    }
  };
  const looks = (holder: object, name: string) => {
    const found = Object.getOwnPropertyDescriptor(holder, name);
    const value = found?.value as { name: string; length: number };
    const text = `${Function.prototype.toString.call(value)}|${String(value)}`;
    return [
      value.name,
      value.length,
      text,
      Object.getOwnPropertyNames(value).sort(),
      found?.writable,
      found?.enumerable,
    ]
      .map(say)
      .join(' ');
  };
  const of = async (response: Response) => [
    response.status,
    response.type,
    response.redirected,
    response.url,
    response.ok,
    response.bodyUsed,
    [...response.headers].filter(([name]) => !['date', 'keep-alive', 'connection'].includes(name)),
    await response.text(),
    response.bodyUsed,
  ];

  await tell('looks of fetch', () => looks(window, 'fetch'));
  await tell('looks of Request', () => looks(window, 'Request'));
  for (const name of ['Worker', 'SharedWorker']) await tell(`looks of ${name}`, () => looks(window, name));
  await tell('a worker', async () => {
    const url = URL.createObjectURL(new Blob(['postMessage([self.name, typeof fetch])']));
    const worker = new (class Own extends Worker {})(url, { name: 'mine' });
    const said = await new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
    });
    return [said, Worker.prototype.constructor === Worker, worker instanceof Worker, worker.constructor.name];
  });
  await tell('a worker without new', () => Reflect.apply(Worker, undefined, ['/w.js']));
  await tell('a worker of nothing', () => Reflect.construct(Worker, []));
  for (const name of ['open', 'send', 'setRequestHeader'])
    await tell(`looks of ${name}`, () => looks(XMLHttpRequest.prototype, name));
  await tell('looks of toString', () => looks(Function.prototype, 'toString'));
  await tell('toString of none', () => Function.prototype.toString.call({}));
  // Its name only: V8 puts the source of what was called into the text.
  await tell('new fetch', () => {
    try {
      return Reflect.construct(fetch, ['/echo']);
    } catch (error) {
      return (error as Error).name;
    }
  });
  await tell('fetch of a stranger', () => fetch.call({} as Window, '/echo'));
  await tell('fetch of undefined', async () => of(await Reflect.apply(fetch, undefined, ['/echo'])));
  await tell('fetch of nothing', () => Reflect.apply(fetch, window, []));
  await tell('Request without new', () => Reflect.apply(Request, undefined, ['/echo']));
  await tell(
    'constructor',
    () => new Request('/echo').constructor === Request && Request.prototype.constructor === Request,
  );
  await tell('subclass', async () => {
    class Own extends Request {
      mine = 1;
    }
    const own = new Own('/echo', { method: 'PUT', body: 'own' });
    return [own instanceof Own, own instanceof Request, own.mine, ...(await of(await fetch(own)))];
  });
  await tell('subclass of XMLHttpRequest', () => {
    class Own extends XMLHttpRequest {
      override open(method: string, url: string | URL) {
        super.open(method, `${url}?own`, false);
      }
    }
    const own = new Own();
    own.open('GET', '/echo');
    own.send();
    return [own.status, own.responseURL, own.responseText];
  });

  await tell('text', async () => of(await fetch('/echo')));
  await tell('URL', async () => of(await fetch(new URL('/echo?url#hash', location.href))));
  await tell('a toString counted', async () => {
    let count = 0;
    const response = await fetch({ toString: () => `/echo?${++count}` } as unknown as string);
    return [count, response.url];
  });
  await tell('getters counted', async () => {
    const got: string[] = [];
    const init = {
      get method() {
        got.push('method');
        return 'PUT';
      },
      get body() {
        got.push('body');
        return 'text';
      },
      get headers() {
        got.push('headers');
        return { 'X-A': '1' };
      },
    };
    const answer = await of(await fetch('/echo', init));
    return [got, answer];
  });
  await tell('request with init', async () => {
    const request = new Request('/echo', { method: 'PUT', body: 'one', headers: { 'X-A': '1' } });
    const answer = await of(await fetch(request, { headers: { 'X-B': '2' } }));
    return [request.bodyUsed, answer];
  });
  await tell('request used twice', async () => {
    const request = new Request('/echo', { method: 'PUT', body: 'one' });
    await fetch(request);
    return fetch(request);
  });
  await tell('clone of a request', async () => {
    const request = new Request('/echo', { method: 'POST', body: new Blob(['blob'], { type: 'text/x' }) });
    return [await of(await fetch(request.clone())), await request.text()];
  });
  await tell('bad header', () => fetch('/echo', { headers: { 'bad name': '1' } }));
  await tell('bad method', () => fetch('/echo', { method: 'CONNECT' }));
  await tell('body of GET', () => fetch('/echo', { body: 'x' }));
  await tell('bad URL', () => fetch('http://:0'));
  await tell('no server', async () => (await fetch('http://localhost:1/')).status);
  await tell('data URL', async () => of(await fetch('data:text/plain,data')));
  await tell('redirect followed', async () => of(await fetch('/redirect?status=307', { method: 'PUT', body: 'x' })));
  await tell('redirect by hand', async () => of(await fetch('/redirect', { redirect: 'manual' })));
  await tell('redirect refused', () => fetch('/redirect', { redirect: 'error' }));
  await tell('keepalive', async () => of(await fetch('/echo', { method: 'POST', keepalive: true, body: 'k' })));
  await tell('refusal read by the page', async () => {
    const response = await fetch('/echo?status=409', { method: 'PUT', headers: { 'If-Match': '"a"' }, body: '{}' });
    const copy = response.clone();
    const body = response.body;
    return [response.bodyUsed, body?.locked, await copy.text(), body === response.body, await of(response)];
  });

  await tell('aborted before', async () => {
    const control = new AbortController();
    control.abort();
    return fetch('/hang', { signal: control.signal });
  });
  await tell('aborted with a reason', async () => {
    const control = new AbortController();
    const reason = { why: 'mine' };
    const asked = fetch('/hang', { signal: control.signal });
    control.abort(reason);
    return asked.catch((error) => error === reason);
  });
  await tell('aborted in the body', async () => {
    const control = new AbortController();
    const response = await fetch(`/stream?id=abort${seed}`, { signal: control.signal });
    control.abort();
    return response.text();
  });
  await tell('a stream as it comes', async () => {
    const response = await fetch(`/stream?id=slow${seed}`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    await fetch(`/end?id=slow${seed}`);
    let rest = '';
    for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read())
      rest += part.value;
    return [first, rest];
  });
  await tell('a stream sent', async () => {
    const body = new ReadableStream({
      start(control) {
        control.enqueue(new TextEncoder().encode('stream'));
        control.close();
      },
    });
    const init = { method: 'PUT', body, duplex: 'half' };
    const response = await fetch('/echo', init).catch((error: Error) => error.name);
    return [typeof response === 'string' ? response : await of(response), body.locked];
  });
  await tell('rejections that nobody handles', async () => {
    let count = 0;
    const hear = (event: PromiseRejectionEvent) => {
      count++;
      event.preventDefault();
    };
    addEventListener('unhandledrejection', hear);
    void fetch('/echo', { redirect: 'nonsense' as RequestRedirect });
    void fetch('http://localhost:1/');
    await fetch('http://localhost:1/').catch(() => undefined);
    await new Promise((rest) => setTimeout(rest, 300));
    removeEventListener('unhandledrejection', hear);
    return count;
  });
  await tell('a promise of the page', () => Object.getPrototypeOf(fetch('/echo')) === Promise.prototype);

  const form = () => {
    const fields = new FormData();
    fields.append('a', '1');
    fields.append('file', new Blob(['content'], { type: 'text/plain' }), 'name.txt');
    return fields;
  };
  const bodies: Record<string, () => BodyInit> = {
    text: () => 'text ü',
    search: () => new URLSearchParams({ a: '1', b: 'ü' }),
    form,
    blob: () => new Blob(['blob'], { type: 'application/x-blob' }),
    buffer: () => new Uint8Array([1, 2, 250]).buffer,
    view: () => new Uint8Array([1, 2, 3, 4]).subarray(1, 3),
  };
  for (const [name, make] of Object.entries(bodies)) {
    await tell(`body ${name} by fetch`, async () => of(await fetch('/echo', { method: 'PUT', body: make() })));
    await tell(`body ${name} by XMLHttpRequest`, async () => {
      const xhr = new XMLHttpRequest();
      xhr.open('PUT', '/echo');
      xhr.send(make() as XMLHttpRequestBodyInit);
      await new Promise((done) => xhr.addEventListener('loadend', done));
      return [xhr.status, xhr.responseText];
    });
  }

  const events = ['readystatechange', 'loadstart', 'load', 'loadend', 'error', 'abort', 'timeout'];
  const listened = (xhr: XMLHttpRequest, log: string[]) => {
    for (const type of events)
      xhr.addEventListener(type, (event) =>
        log.push(`${type} ${xhr.readyState} ${event instanceof ProgressEvent ? event.loaded > 0 : ''}`),
      );
    for (const type of events)
      if (type !== 'readystatechange') xhr.upload.addEventListener(type, () => log.push(`up ${type}`));
  };
  const played = (play: (xhr: XMLHttpRequest) => void) => async () => {
    const xhr = new XMLHttpRequest();
    const log: string[] = [];
    listened(xhr, log);
    play(xhr);
    await new Promise<void>((done) => {
      const over = () => done();
      if (xhr.readyState === 4 || xhr.readyState === 0) over();
      else xhr.addEventListener('loadend', over);
    });
    const headers = xhr.getAllResponseHeaders().replace(/(date|keep-alive|connection): [^\r]*\r\n/gi, '');
    return [log, xhr.status, xhr.statusText, xhr.responseURL, headers, xhr.responseType === '' ? xhr.responseText : ''];
  };
  await tell(
    'events',
    played((xhr) => {
      xhr.open('PUT', '/echo');
      xhr.setRequestHeader('X-A', '1');
      xhr.setRequestHeader('x-a', '2');
      xhr.send('body');
    }),
  );
  await tell(
    'events of a failure',
    played((xhr) => {
      xhr.open('GET', 'http://localhost:1/');
      xhr.send();
    }),
  );
  await tell(
    'events of an abort',
    played((xhr) => {
      xhr.open('GET', '/hang');
      xhr.send();
      xhr.abort();
    }),
  );
  await tell(
    'events of a time-out',
    played((xhr) => {
      xhr.open('GET', '/hang');
      xhr.timeout = 50;
      xhr.send();
    }),
  );
  await tell(
    'opened anew',
    played((xhr) => {
      xhr.open('GET', '/hang');
      xhr.send();
      xhr.open('GET', '/echo?again');
      xhr.send();
    }),
  );
  await tell('synchronous', () => {
    const xhr = new XMLHttpRequest();
    const log: string[] = [];
    for (const type of events) xhr.addEventListener(type, () => log.push(`${type} ${xhr.readyState}`));
    xhr.open('PUT', '/echo?status=409', false);
    xhr.send('sync');
    return [log, xhr.status, xhr.responseText];
  });
  await tell('synchronous failure', () => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', 'http://localhost:1/', false);
    xhr.send();
  });
  await tell('json', async () => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', '/echo?status=409');
    xhr.responseType = 'json';
    xhr.send('{}');
    await new Promise((done) => xhr.addEventListener('load', done));
    const first: unknown = xhr.response;
    return [first === xhr.response, first];
  });
  await tell('send before open', () => new XMLHttpRequest().send());
  await tell('bad open', () => new XMLHttpRequest().open('bad method', '/'));
  await tell('open of nothing', () => Reflect.apply(XMLHttpRequest.prototype.open, new XMLHttpRequest(), []));
  await tell('open of a stranger', () => Reflect.apply(XMLHttpRequest.prototype.open, {}, ['GET', '/']));
  await tell('sent twice', () => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', '/echo');
    xhr.send();
    xhr.send();
  });

  // The rest by chance: the same seed makes the same requests on both names.
  let state = seed;
  const dice = (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
  const one = <T>(list: readonly T[]): T => list[dice(list.length)] as T;
  for (let at = 0; at < 60; at++) {
    const method = one(['GET', 'get', 'PUT', 'put', 'PATCH', 'patch', 'DELETE', 'POST', 'HEAD', 'X-OWN', '']);
    const pairs: [string, string][] = Array.from({ length: dice(3) }, () => [
      one(['X-A', 'x-a', 'If-Match', 'X-Empty', 'bad header']),
      one(['1', ' spaced ', '"tag"', '', 'ü']),
    ]);
    const headers = one([
      () => pairs,
      () => Object.fromEntries(pairs),
      () => new Headers(pairs),
      () => undefined,
      () => [['odd']] as unknown as [string, string][],
      () => Object.create({ inherited: '1' }) as Record<string, string>,
    ]);
    const body = one([() => undefined, () => null, ...Object.values(bodies), () => 17 as unknown as string]);
    const path = one([
      '/echo',
      '/echo?status=409',
      '/echo?status=204',
      '/echo?status=412',
      '/redirect',
      '/redirect?status=307',
    ]);
    const wrap = dice(3) === 0;
    await tell(`chance ${at}: ${method} ${path}`, async () => {
      const made = headers();
      const sent = body();
      const init: RequestInit = { method, ...(made === undefined ? {} : { headers: made }) };
      if (sent !== undefined) init.body = sent;
      return of(await (wrap ? fetch(new Request(path, init)) : fetch(path, init)));
    });
  }
  return told;
}
