/**
 * The notebook. It remembers the ETag of its last read, sends it with a save and goes on with the ETag of the answer.
 * It does not recover from a refusal: that is what Resave is for.
 */
import { carry, wrapped } from './carry.js';

const { api, page } = JSON.parse(document.getElementById('scenario').textContent);
const field = { title: byId('title'), body: byId('body'), tags: byId('tags') };
const output = byId('status');

/** What the page knows of the note: its last token and the value it read. */
let known = { etag: null, modified: null, value: {} };

function byId(id) {
  return document.getElementById(id);
}

/** Says what came of it: a sentence, and pairs of name and value. */
function say(state, sentence, pairs = [], code = '') {
  const said = Object.assign(document.createElement('p'), { className: 'said', textContent: sentence });
  const list = document.createElement('dl');
  for (const [name, value] of pairs)
    list.append(
      Object.assign(document.createElement('dt'), { textContent: name }),
      Object.assign(document.createElement('dd'), { textContent: value ?? 'none' }),
    );
  output.replaceChildren(said, ...(pairs.length > 0 ? [list] : []));
  output.dataset.code = String(code);
  output.dataset.state = state;
}

function shown(value) {
  field.title.value = String(value.title ?? '');
  field.body.value = String(value.body ?? '');
  field.tags.value = Array.isArray(value.tags) ? value.tags.join(', ') : '';
}

function typed() {
  const tags = field.tags.value.split(',').map((tag) => tag.trim());
  return { title: field.title.value, body: field.body.value, tags: tags.filter((tag) => tag !== '') };
}

async function bodyOf(response) {
  try {
    const value = await response.clone().json();
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

async function read() {
  const response = await fetch(new URL(page.readFrom ?? 'api/notes/1', base()), { headers: page.readHeaders ?? {} });
  const value = await bodyOf(response);
  return { response, etag: response.headers.get('etag'), modified: response.headers.get('last-modified'), value };
}

function base() {
  return new URL(api, location.href);
}

async function load() {
  say('busy', 'Loading…');
  const { response, etag, modified, value } = await read();
  if (!response.ok) {
    say('failed', `${response.status} ${response.statusText}`, [], response.status);
    return;
  }
  known = { etag, modified, value };
  if (!Array.isArray(value)) shown(value);
  say('loaded', `Loaded. ${response.status} ${response.statusText}`, [['ETag received', etag]], response.status);
}

/** The save as the scenario's page sends it, before it is sent. */
function request() {
  const method = page.saveMethod ?? 'PUT';
  const value = typed();
  const made = {
    method,
    url: new URL(page.saveTo ?? page.readFrom ?? 'api/notes/1', base()),
    headers: { 'Content-Type': 'application/json', ...page.saveHeaders },
    value,
  };
  carry(made, known, page);
  return made;
}

function send({ method, url, headers, value }) {
  const signal = page.abortAfterMs === undefined ? null : AbortSignal.timeout(page.abortAfterMs);
  const body = method === 'DELETE' ? null : JSON.stringify(wrapped(value, known, page));
  return fetch(url, { method, headers, body, signal });
}

async function goOn(response) {
  if (page.afterSave === 'keep-first') return;
  if (page.afterSave === 'read-again') {
    const { etag, modified, value } = await read();
    known = { etag, modified, value };
    return;
  }
  const value = await bodyOf(response);
  known = {
    etag: response.headers.get('etag') ?? known.etag,
    modified: response.headers.get('last-modified') ?? known.modified,
    value: Object.keys(value).length > 0 ? value : known.value,
  };
}

function used({ headers, url, value }) {
  const header = headers['If-Match'] ?? headers['If-Unmodified-Since'] ?? headers['If-None-Match'];
  return header ?? (url.search || (value._rev ?? value.version?.number));
}

/** What a few apps do by themselves after a refusal. Most scenarios do nothing. */
async function afterRefusal(made, response) {
  if (page.afterRefusal === 'take-token-of-refusal')
    made.headers['X-Session-Token'] = response.headers.get('x-session-token') ?? '';
  if (page.afterRefusal === 'recover') {
    const { etag, modified, value } = await read();
    known = { etag, modified, value };
    carry(made, known, page);
  }
  return send(made);
}

async function save() {
  say('busy', 'Saving…');
  const made = request();
  try {
    let response = await send(made);
    if (response.status >= 400 && page.afterRefusal !== undefined) response = await afterRefusal(made, response);
    if (response.ok) await goOn(response);
    say(
      response.ok ? 'saved' : 'refused',
      `${response.ok ? 'Saved.' : 'Not saved.'} ${response.status} ${response.statusText}`,
      [
        ['ETag used', used(made)],
        ['ETag received', response.headers.get('etag')],
      ],
      response.status,
    );
    return response.status;
  } catch (error) {
    say('failed', `No answer: ${error instanceof Error ? error.message : 'unknown'}`, [['ETag used', used(made)]]);
    return 0;
  }
}

/** Two saves at once, as a double click or an autosave makes them. */
async function twice() {
  const codes = await Promise.all([save(), save()]);
  const worst = Math.max(...codes);
  say(worst < 300 ? 'saved' : 'refused', `Two saves at once: ${codes.join(' and ')}`, [], worst);
}

if (page.draft !== undefined) shown(page.draft);
byId('load').addEventListener('click', () => load().catch((error) => say('failed', `No answer: ${error.message}`)));
byId('save').addEventListener('click', () => save());
byId('twice').addEventListener('click', () => twice());
byId('elsewhere').addEventListener('load', (event) => {
  const told = event.target.contentDocument?.body?.textContent?.trim();
  if (told) say('elsewhere', told);
});
if (page.serviceWorker !== undefined) {
  output.dataset.worker = 'starting';
  await navigator.serviceWorker.register(page.serviceWorker, { scope: './' });
  await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller === null)
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
  output.dataset.worker = 'ready';
}
output.dataset.ready = 'true';
