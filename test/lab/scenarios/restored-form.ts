import { type Call, isRead } from '../core/call.ts';
import { current } from '../core/documents.ts';
import { html, type Reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';
import { escaped } from '../page/page.ts';

function form(call: Call): Reply {
  const document = call.documents.get('notes/1');
  const { value, version } = document === undefined ? { value: { title: '' }, version: 0 } : current(document);
  return html(
    200,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Note</title><link rel="stylesheet" href="/lab/page.css">
<main style="max-width:36rem;margin:2rem auto" class="card"><form method="post" action="form">
<input type="hidden" name="version" id="version" value="${version}">
<label for="title">Title</label><input id="title" name="title" value="${escaped(String(value.title ?? ''))}">
<div class="buttons"><button class="main" id="save">Save</button></div></form>
<p role="status" aria-label="Save status" id="status">Version ${version}</p></main></html>`,
    { 'cache-control': 'no-cache' },
  );
}

function posted(call: Call): Reply {
  const sent = new URLSearchParams(call.body);
  const document = call.documents.get('notes/1');
  if (document === undefined || sent.get('version') !== String(current(document).version))
    return html(
      409,
      '<!doctype html><title>Conflict</title><h1>Edit conflict</h1><p>The note was changed after this form was filled in. Go back, reload the page and try again.</p>',
    );
  call.documents.write('notes/1', { title: sent.get('title') ?? '' }, 'page', true);
  return { status: 303, headers: { location: 'form' }, body: '' };
}

export const restoredForm: Scenario = {
  id: 'restored-form',
  title: 'The browser restored an old form',
  story:
    'Open /restored-form/form, save, press Back and save again. The browser shows the old form with its old hidden version field, and the server refuses it.',
  group: 'The copy is stale',
  steps: [],
  ends: 409,
  browserOnly: true,
  shows: ['restored-form'],
  nearMissOf: ['changed-by-someone-else', 'stale-browser-cache'],
  handles: ['form'],
  handle: (call, next) => {
    if (call.path !== 'form') return next();
    return isRead(call) ? form(call) : posted(call);
  },
};
