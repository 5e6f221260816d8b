/**
 * The app behind the page, without its form: it remembers the ETag of its last read, sends it with a save and goes on
 * with the ETag of the answer. It does not recover from a refusal, unless that is the point of the scenario.
 * The page gives it `fetch`; `play.ts` gives it a client that writes down what it sees.
 */
import { carry, learnt, wrapped } from './carry.js';

const usual = 'api/notes/1';

export function notebook({ base, page, send }) {
  /** What the app knows of the note: its last token and the value it read. */
  let known = { etag: null, modified: null, value: {} };

  async function answered(response) {
    let value = {};
    try {
      const parsed = JSON.parse(await response.text());
      if (typeof parsed === 'object' && parsed !== null) value = parsed;
    } catch {
      // No body, or none that is JSON: the headers are all there is.
    }
    const { headers } = response;
    return { response, etag: headers.get('etag'), modified: headers.get('last-modified'), value };
  }

  async function read() {
    const url = new URL(page.readFrom ?? usual, base);
    return answered(await send({ method: 'GET', url: url.href, headers: page.readHeaders ?? {} }));
  }

  async function readAgain() {
    const { etag, modified, value } = await read();
    known = { etag, modified, value };
  }

  /** Reads the note; the answer's value is what the form shows. */
  async function load() {
    const found = await read();
    if (found.response.ok) known = { etag: found.etag, modified: found.modified, value: found.value };
    return found;
  }

  function request(typed) {
    const made = {
      method: page.saveMethod ?? 'PUT',
      url: new URL(page.saveTo ?? page.readFrom ?? usual, base),
      headers: { 'Content-Type': 'application/json', ...page.saveHeaders },
      value: { ...typed },
    };
    carry(made, known, page);
    return made;
  }

  function dispatch({ method, url, headers, value }) {
    const signal = page.abortAfterMs === undefined ? null : AbortSignal.timeout(page.abortAfterMs);
    const body = method === 'DELETE' ? null : JSON.stringify(wrapped(value, known, page));
    return send({ method, url: url.href, headers, body, signal });
  }

  /** What a few apps do by themselves after a refusal. */
  async function again(made, refused) {
    if (page.afterRefusal === 'take-token-of-refusal')
      made.headers['X-Session-Token'] = refused.response.headers.get('x-session-token') ?? '';
    if (page.afterRefusal === 'recover') {
      await readAgain();
      carry(made, known, page);
    }
    return answered(await dispatch(made));
  }

  async function goOn({ etag, modified, value }) {
    if (page.afterSave === 'keep-first') return;
    if (page.afterSave === 'read-again') await readAgain();
    else
      known = {
        etag: etag ?? known.etag,
        modified: modified ?? known.modified,
        value: learnt(value, known, page),
      };
  }

  /** Saves what was typed. Rejects where there is no answer.. */
  async function save(typed) {
    const made = request(typed);
    const used = usedToken(made);
    let found = await answered(await dispatch(made));
    if (!found.response.ok && page.afterRefusal !== undefined) found = await again(made, found);
    if (found.response.ok) await goOn(found);
    return { ...found, used };
  }

  return { load, save };
}

/** The token as it stands in the request, for the status line. */
function usedToken({ headers, url, value }) {
  const header = headers['If-Match'] ?? headers['If-Unmodified-Since'] ?? headers['If-None-Match'];
  return header ?? (url.search.slice(1) || (value._rev ?? value.version?.number ?? null));
}
