import type { CaseFile } from '../../../src/diagnose/contract.ts';
import type { Body } from '../../../src/record/exchange.ts';
import { caseOf, exchange, type Sketch } from '../../diagnose/cases.ts';
import { fullHistory } from '../support/histories.ts';
import { press } from '../support/press.ts';
import { worldOf } from '../support/story.ts';
import type { State } from './states.ts';

const url = 'https://api.test/api/articles/7';
const json: [string, string] = ['Content-Type', 'application/json'];

/** A refused save of which everything is known: both ends of the way, another extension's hand, stack and timing. */
const rich: Sketch = {
  url,
  method: 'PUT',
  status: 412,
  set: [
    ['If-Match', '"9f1c04d2e7"'],
    ['Content-Type', 'application/json'],
    ['X-Requested-With', 'fetch'],
  ],
  sent: [
    ['Host', 'api.test'],
    ['Content-Type', 'application/json'],
    ['X-Requested-With', 'XMLHttpRequest'],
    ['Cookie', '(redacted)'],
    ['Sec-Fetch-Mode', 'cors'],
    ['Cache-Control', 'no-cache'],
  ],
  received: [json, ['ETag', '"b2a7711c90"'], ['Cache-Control', 'private, max-age=60'], ['Vary', 'Accept']],
  seen: [json, ['Cache-Control', 'private, max-age=60'], ['Vary', 'Accept'], ['X-Frame-Options', 'DENY']],
  requestBody: JSON.stringify({
    title: 'Mine',
    size: '12345678901234567890',
    author: { name: 'Ada', roles: ['editor', 'owner'] },
    tags: [],
    published: true,
    parent: null,
  }),
  responseBody: '{"error":"version_conflict","detail":"The article was changed by somebody else."}',
  network: {
    phases: { blocked: 2.1, dns: 0, connect: 12.5, ssl: 8.2, send: 0.3, wait: 64.9, receive: 1.7 },
    stack: [
      { name: 'saveArticle', url: 'https://app.test/assets/editor-4f2a.js', line: 411, column: 17 },
      { name: '', url: 'https://app.test/assets/editor-4f2a.js', line: 88, column: 4 },
      { name: 'onClick', url: 'https://app.test/assets/vendor.js?v=3', line: 9120, column: 2 },
    ],
    protocol: 'h2',
    transferred: 512,
  },
};

const bytes: Body = {
  state: 'kept',
  encoding: 'base64',
  data: btoa(Array.from({ length: 900 }, (_, n) => String.fromCharCode((n * 37) % 256)).join('')),
  length: 1200,
  truncated: false,
  redacted: false,
};

const multipart = [
  '--form',
  'Content-Disposition: form-data; name="title"',
  '',
  'A title',
  '--form',
  'Content-Disposition: form-data; name="picture"; filename="me.png"',
  'Content-Type: image/png',
  '',
  'PNG…',
  '--form--',
  '',
].join('\r\n');

/** A world in which this save was refused, and is open. */
function opened(sketch: Sketch, links = true): State {
  let file: CaseFile;
  return {
    world: () => {
      file = caseOf(exchange({ method: 'PUT', status: 409, url, ...sketch }));
      const world = worldOf(file);
      return links ? Object.assign(world, { links: { source: async () => false, network: () => undefined } }) : world;
    },
    after: (panel) => panel.open(file.refusal.id),
  };
}

export const exchangeStates: { readonly [name: string]: State } = {
  'exchange-whole': opened(rich),
  'exchange-no-links': opened(rich, false),
  'exchange-big': opened({
    responseBody: JSON.stringify({ items: Array.from({ length: 2000 }, (_, n) => ({ id: n, name: `Item ${n}` })) }),
    received: [json],
  }),
  'exchange-form': opened({
    requestBody: 'title=A+new+title&_method=patch&text=one%0Atwo&_token=(redacted)',
    sent: [['Content-Type', 'application/x-www-form-urlencoded']],
    received: [['Content-Type', 'text/html']],
    responseBody:
      '<!doctype html><html><head><title>409</title></head><body><h1>Conflict</h1><p>Reload <b>first</b>.</p></body></html>',
  }),
  'exchange-parts': opened({
    requestBody: multipart,
    sent: [['Content-Type', 'multipart/form-data; boundary=form']],
    received: [['Content-Type', 'application/octet-stream']],
    responseBody: bytes,
  }),
  'exchange-lost': opened({
    status: 409,
    missed: ['beginning', 'request-headers'],
    requestBody: { state: 'not-kept', why: 'too-large', length: 30_000_000 },
    responseBody: {
      state: 'kept',
      encoding: 'text',
      data: '{"a":[1,2',
      length: 90_000,
      truncated: true,
      redacted: true,
    },
    servedBy: 'unknown',
  }),
  'exchange-gone': { ...opened(rich), after: (panel) => panel.open('nobody') },
  compare: { world: () => worldOf(fullHistory()), after: () => press('Compare two versions') },
  'compare-none': {
    world: () => worldOf(caseOf(exchange({ method: 'PUT', status: 409, url }))),
    after: () => press('Compare two versions'),
  },
};
