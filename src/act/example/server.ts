import { headerValue } from '../../http/header-list.ts';
import type { PageResult } from '../../messages/protocol.ts';
import type { RunInPage } from '../page-runner.ts';
import { answered, refused, theirs, versions } from './story.ts';

/** Milliseconds that a made-up request takes. */
const while_ = 84;

/**
 * A page and a server of which there is nothing but this function: one note, its version, and the rule that a save needs the version
 * that is held (RFC 9110 §13.1.1). Nothing leaves the browser.
 */
export function exampleServer(now: () => number): RunInPage {
  let note: string = theirs;
  let version: number = versions.held;
  return async (_tab, task) => {
    if (task.task !== 'fetch') return { ok: true, forgotten: [] };
    const startedAt = now();
    const { method, headers, body } = task.request;
    const answer = (status: number, text: string, tag: number | null): PageResult => ({
      ok: true,
      status,
      headers: answered(tag, startedAt),
      body: method === 'HEAD' ? '' : text,
      truncated: false,
      url: task.request.url,
      startedAt,
      endedAt: startedAt + while_,
      timing: null,
    });
    if (method === 'GET' || method === 'HEAD') return answer(200, note, version);
    if (headerValue(headers, 'If-Match') !== `"v${version}"`) return answer(412, refused, null);
    note = body ?? note;
    version += 1;
    return answer(200, note, version);
  };
}
