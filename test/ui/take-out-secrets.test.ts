import { describe, expect, it, vi } from 'vitest';
import type { Sighting } from '../../src/capture/sighting.ts';
import { fold } from '../../src/record/fold.ts';
import { partOf } from '../../src/record/part.ts';
import { redactionOf } from '../../src/record/redaction.ts';
import { createPanel } from '../../src/ui/panel/model.ts';
import { offersOf } from '../../src/ui/take-out/offers.ts';
import { caseOf } from '../diagnose/cases.ts';
import { everySecret, foundIn, plain, secrets } from '../support/planted.ts';
import { fakeWorld } from './support/fake-world.ts';

const by = redactionOf('session key', ['customerNumber']);
const url = `https://user:${secrets.query}@app.test/notes/1?api_key=${secrets.query}&title=x#access_token=${secrets.query}`;
const sent = [
  ['Authorization', `Bearer ${secrets.authorization}`],
  ['Cookie', `sid=${secrets.cookie}`],
  ['X-Api-Key', secrets.apiKey],
  ['X-Trace', secrets.jwt],
  ['X-Customer-Number', secrets.own],
  ['Referer', `https://app.test/page?access_token=${secrets.pageAddress}`],
  ['If-Match', '"old"'],
] as const;
const json = JSON.stringify({
  title: plain.request,
  password: secrets.json,
  customerNumber: secrets.own,
  note: `card ${secrets.card}, key ${secrets.maker}`,
  pan: Number(secrets.bareCard),
  deep: { session: { accessToken: secrets.json, other: [secrets.jwt] } },
});
const answer = JSON.stringify({ title: plain.answer, access_token: secrets.answer, note: `see ${secrets.jwt}` });
const form = new URLSearchParams({ title: plain.request, password: secrets.form, pan: secrets.card }).toString();
const field = (name: string, value: string) =>
  `--limit\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const parts = `${field('title', plain.request)}${field('client_secret', secrets.multipart)}${field('pan', secrets.bareCard)}--limit--\r\n`;
const bytes = Buffer.from(
  `${field('file', '\x89PNG\xff\x00')}${field('password', secrets.bytes)}--limit--\r\n`,
  'latin1',
);

type Sent = { readonly type: string; readonly body: NonNullable<Sighting['requestBody']> };
const saves: { readonly [kind: string]: Sent } = {
  JSON: { type: 'application/json', body: { state: 'text', text: json } },
  'JSON without a type': { type: 'text/plain', body: { state: 'text', text: json } },
  'a form': { type: 'application/x-www-form-urlencoded', body: { state: 'text', text: form } },
  'a form with parts': { type: 'multipart/form-data; boundary=limit', body: { state: 'text', text: parts } },
  'a form with a file': {
    type: 'multipart/form-data; boundary=limit',
    body: { state: 'base64', base64: bytes.toString('base64') },
  },
};

let count = 0;
function seen(over: Partial<Sighting>, type: string) {
  const received = [
    ['Content-Type', 'application/json'],
    ['ETag', '"now"'],
    ['X-Api-Key', secrets.answer],
    ['Set-Cookie', `session=${secrets.setCookie}; HttpOnly`],
    ['Location', `/notes/1?access_token=${secrets.query}`],
  ] as const;
  const headers = [...sent, ['Content-Type', type]] as const;
  const sighting: Sighting = {
    source: 'web-request',
    key: `${++count}`,
    state: 'done',
    method: 'GET',
    url,
    startedAt: 1_700_000_000_000 + count * 1_000,
    endedAt: 1_700_000_000_020 + count * 1_000,
    tabId: 1,
    initiator: `https://app.test/page?access_token=${secrets.pageAddress}`,
    status: 200,
    headers: { set: headers, sent: headers, received, seen: received },
    responseBody: { state: 'text', text: answer },
    network: { stack: [{ name: 'save', url: `https://app.test/app.js?api_key=${secrets.query}`, line: 1, column: 1 }] },
    ...over,
  };
  return fold({ id: `x${count}`, parts: [partOf(sighting, by)] });
}

/** Every form in which something leaves, of every kind of save: read to its last byte. */
describe.each(Object.entries(saves))('of a refused save of %s', (_kind, { type, body }) => {
  it('nothing that is taken out holds a secret, and each holds what is none', async () => {
    const read = seen({}, 'application/json');
    const refused = seen({ method: 'PUT', status: 409, requestBody: body }, type);
    const again = seen({ method: 'PUT', status: 409, requestBody: body }, type);
    const world = fakeWorld([caseOf(refused, [read, again]), caseOf(again, [read, refused])]);
    const panel = createPanel(world);
    try {
      await panel.refresh();
      panel.select(refused.id);
      await vi.waitUntil(() => panel.file.value?.refusal.id === refused.id);
      await vi.waitUntil(() => panel.list.shown.value.entries.length > 0);
      const offers = offersOf(panel, world);
      const texts: string[] = [];
      for (const { name, make } of offers) {
        const made = await make({ signal: new AbortController().signal, progress: () => undefined });
        const text = 'why' in made ? made.why : made.parts.join('');
        expect(foundIn(text), name).toEqual([]);
        if (!('why' in made)) {
          texts.push(name);
          if (!/Report|Copy as/.test(name)) expect(text, name).toContain(plain.answer);
        }
      }
      expect(texts.length).toBeGreaterThanOrEqual(4);
      // What is looked for would be found where it is; these three were planted elsewhere.
      const planted = foundIn(JSON.stringify([sent, url, json, answer, form, parts, bytes.toString('base64')]));
      expect(Object.keys(everySecret).filter((what) => !planted.includes(what))).toEqual([
        'setCookie',
        'page',
        'closedCard',
      ]);
    } finally {
      panel.stop();
    }
  });
});
