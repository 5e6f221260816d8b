import type { CaseFile } from '../../../src/diagnose/contract.ts';
import type { Exchange } from '../../../src/record/exchange.ts';
import { caseOf, exchange, type Sketch } from '../../diagnose/cases.ts';

const url = 'https://api.test/api/articles/7';
const start = 1_700_000_000_000;
const json: [string, string] = ['Content-Type', 'application/json'];

/** An exchange at a second of the story. */
function at(second: number, etag: string | null, more: Sketch = {}): Exchange {
  const received: [string, string][] = etag === null ? [json] : [['ETag', etag], json];
  return exchange({ url, startedAt: start + second * 1000, received, ...more });
}

const save = (second: number, ifMatch: string, etag: string | null, more: Sketch = {}): Exchange =>
  at(second, etag, { method: 'PUT', sent: [['If-Match', ifMatch], json], requestBody: '{"title":"Mine"}', ...more });

/** All that can happen to a resource in one short history: own save, old copy from the cache, another tab, somebody unseen, the check. */
export function fullHistory(): CaseFile {
  const refused = save(22, '"9f1c04d2e7"', null, { status: 409, responseBody: '{"error":"version_conflict"}' });
  return caseOf(
    refused,
    [
      at(0, '"9f1c04d2e7"', { responseBody: '{"title":"Draft","body":"one"}' }),
      save(6, '"9f1c04d2e7"', '"b2a7711c90"'),
      at(9, '"9f1c04d2e7"', { servedBy: 'http-cache' }),
      at(12, '"b2a7711c90"', { tabId: 2 }),
      save(15, '"b2a7711c90"', '"c40d93f5aa"', { tabId: 2, requestBody: '{"title":"Other tab"}' }),
      at(26, null, { status: null, error: 'net::ERR_CONNECTION_RESET', endedAt: null }),
      at(31, '"d5e8120b3c"', {
        parent: { id: refused.id, role: 'probe', note: 'Reading past the browser’s cache.' },
        responseBody: '{"title":"Theirs","body":"two"}',
      }),
    ],
    { recordingSince: start - 1000 },
  );
}

/** A document whose version travels in its body, as databases do it. */
export function revisions(): CaseFile {
  const rev = (n: number): string => `${n}-${'9f1c04d2e7b2a7711c90c40d'.slice(n)}`;
  const document = (n: number, more: Sketch = {}): Exchange =>
    at(n * 5, null, { responseBody: JSON.stringify({ _id: 'shopping', _rev: rev(n), title: 'Draft' }), ...more });
  const put = (second: number, of: number, more: Sketch): Exchange =>
    at(second, null, {
      method: 'PUT',
      sent: [json],
      requestBody: JSON.stringify({ _rev: rev(of), title: 'Mine' }),
      ...more,
    });
  const refused = put(31, 3, { status: 409, responseBody: '{"error":"conflict"}' });
  return caseOf(
    refused,
    [
      document(3),
      put(22, 3, { tabId: 2, status: 201, responseBody: JSON.stringify({ ok: true, id: 'shopping', rev: rev(4) }) }),
      document(4, { startedAt: start + 26_000, tabId: 2 }),
      document(5, { startedAt: start + 40_000, parent: { id: refused.id, role: 'probe', note: 'Check.' } }),
    ],
    { recordingSince: start - 1000 },
  );
}

/** A document that is saved by itself for a long time, in two tabs, until a save is refused: 150 exchanges. */
export function longHistory(): CaseFile {
  const refused = save(700, '"v104"', null, { status: 409 });
  const events: Exchange[] = [];
  let version = 100;
  for (let n = 0; n < 147; n++) {
    const second = n * 4;
    if (n % 40 === 17) events.push(at(second, `"v${++version}"`, { tabId: 3, method: 'PUT', sent: [json] }));
    else if (n === 90) events.push(at(second, `"v${version}"`, { servedBy: 'http-cache' }));
    else if (n === 120) events.push(at(second, `"v${++version}"`));
    else events.push(at(second, `"v${version}"`));
  }
  events.push(at(705, null, { status: 503 }));
  events.push(at(710, `"v${version + 1}"`, { parent: { id: refused.id, role: 'probe', note: 'Check.' } }));
  return caseOf(refused, events, { recordingSince: start - 1000 });
}

/** A resource of which many saves are refused, one after the other: nothing of it can be folded. The story is about the one with this number. */
export function refusedOften(count = 150, about = count - 1): CaseFile {
  const all = Array.from({ length: count }, (_, n) => save(n * 4, `"v${n}"`, null, { status: 409 }));
  const refused = all[about] ?? save(0, '"v"', null, { status: 409 });
  return caseOf(
    refused,
    all.filter((x) => x !== refused),
    { recordingSince: start - 1000 },
  );
}
