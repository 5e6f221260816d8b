/** The form around the notebook, and what it says about each load and save. */
import { notebook } from './notebook.js';

const { api, page } = JSON.parse(byId('scenario').textContent);
const field = { title: byId('title'), body: byId('body'), tags: byId('tags') };
const output = byId('status');
const { load, save } = notebook({
  base: new URL(api, location.href),
  page,
  send: ({ url, ...rest }) => fetch(url, rest),
});

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

function show(value) {
  field.title.value = String(value.title ?? '');
  field.body.value = String(value.body ?? '');
  field.tags.value = Array.isArray(value.tags) ? value.tags.join(', ') : '';
}

function typed() {
  const tags = field.tags.value.split(',').map((tag) => tag.trim());
  return { title: field.title.value, body: field.body.value, tags: tags.filter((tag) => tag !== '') };
}

function noAnswer(error) {
  say('failed', `No answer. ${error instanceof Error ? error.message : ''}`, [], 0);
  return 0;
}

async function pressLoad() {
  say('busy', 'Loading…');
  try {
    const { response, etag, value } = await load();
    const { ok, status, statusText } = response;
    if (ok && !Array.isArray(value)) show(value);
    say(
      ok ? 'loaded' : 'failed',
      `${ok ? 'Loaded.' : 'Not loaded.'} ${status} ${statusText}`,
      [['ETag received', etag]],
      status,
    );
  } catch (error) {
    noAnswer(error);
  }
}

async function pressSave() {
  say('busy', 'Saving…');
  try {
    const { response, etag, used } = await save(typed());
    const { ok, status, statusText } = response;
    const pairs = [
      ['ETag used', used],
      ['ETag received', etag],
    ];
    say(ok ? 'saved' : 'refused', `${ok ? 'Saved.' : 'Not saved.'} ${status} ${statusText}`, pairs, status);
    return status;
  } catch (error) {
    return noAnswer(error);
  }
}

/** Two saves at once, as a double click or an autosave makes them. */
async function pressTwice() {
  const codes = await Promise.all([pressSave(), pressSave()]);
  const worst = Math.max(...codes);
  say(worst < 300 ? 'saved' : 'refused', `Two saves at once: ${codes.join(' and ')}`, [], worst);
}

/** The worker must control the page before its first read, or that read would pass it by. */
async function startWorker(script) {
  await navigator.serviceWorker.register(script, { scope: './' });
  await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller === null)
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
}

const here = document.querySelector('nav [aria-current]');
if (here !== null) here.closest('nav').scrollTop = here.offsetTop - 200;
if (page.draft !== undefined) show(page.draft);
byId('load').addEventListener('click', pressLoad);
byId('save').addEventListener('click', pressSave);
byId('twice').addEventListener('click', pressTwice);
byId('elsewhere').addEventListener('load', (event) => {
  const told = event.target.contentDocument?.body?.textContent?.trim();
  if (told) say('elsewhere', told);
});
if (page.serviceWorker !== undefined) await startWorker(page.serviceWorker);
output.dataset.ready = 'true';
