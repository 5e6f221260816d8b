import { type Call, isRead } from './call.ts';
import { current } from './documents.ts';
import { escaped } from './escaped.ts';
import { html, type Reply, reply } from './reply.ts';

function shownForm(call: Call): Reply {
  const document = call.documents.get('notes/1');
  if (document === undefined) return reply(404);
  const { value, version } = current(document);
  return html(
    200,
    `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Note</title>
<link rel="icon" href="/lab/icon.svg">
<link rel="stylesheet" href="/lab/page.css">
<main class="card alone">
<form method="post" action="save">
<input type="hidden" name="version" id="version" value="${version}">
<label for="title">Title</label>
<input id="title" name="title" value="${escaped(String(value.title ?? ''))}">
<button class="main" id="save">Save</button>
</form>
<p id="status" role="status" aria-label="Save status" data-ready="true">Version ${version}</p>
</main>
</html>`,
    { 'cache-control': 'no-cache' },
  );
}

function posted(call: Call): Reply {
  const sent = new URLSearchParams(call.body);
  const document = call.documents.get('notes/1');
  if (document === undefined) return reply(404);
  if (sent.get('version') !== String(current(document).version))
    return html(
      409,
      '<!doctype html><title>Edit conflict</title><h1>Edit conflict</h1><p>The note was changed after this form was filled in. Go back, load the page again and repeat your change.</p>',
    );
  call.documents.write('notes/1', { title: sent.get('title') ?? '' }, 'page', true);
  return reply(303, '', { location: `form?saved=${current(document).version + 1}` });
}

/**
 * An old-fashioned form at `form`: the version is a hidden field, a save is a POST to `save`, and the answer is a redirect.
 * The save has a URL of its own so that it does not invalidate the cached form: after Back the browser shows the old one,
 * with its page cache (bfcache) or without.
 */
export function htmlForm(call: Call): Reply {
  if (call.path === 'form' && isRead(call)) return shownForm(call);
  return call.path === 'save' && call.method === 'POST' ? posted(call) : reply(405);
}
