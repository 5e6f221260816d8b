import { html, type Reply } from './reply.ts';

/** A sentence for the page's hidden frame, which the page then shows as its status. Plain text of the lab's own. */
export function told(text: string, headers: Reply['headers'] = {}): Reply {
  return html(200, `<!doctype html><meta charset="utf-8"><title>Lab</title><p>${text}</p>`, {
    'cache-control': 'no-store',
    ...headers,
  });
}
