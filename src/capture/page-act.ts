import type { HeaderList } from '../http/header-list.ts';
import type { Parent, SeenBody, Sighting } from './sighting.ts';

/** A request that Resave sent in the page, and what came of it: PageRequest and PageResult of the protocol, as far as they matter here. */
export type PageActRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: string | null;
};
export type PageActResult =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: HeaderList;
      readonly body: string;
      readonly truncated: boolean;
      readonly startedAt: number;
      readonly endedAt: number;
    }
  | { readonly ok: false; readonly message: string; readonly startedAt: number; readonly endedAt: number };

function bodyOf(body: string | null): SeenBody {
  return body === null ? { state: 'none' } : { state: 'text', text: body };
}

/**
 * What the page's own fetch saw of a request that Resave sent. Always with its parent, so that it is never taken for the page's.
 * `key`: a name for this request that no other has (the run and a number).
 */
export function pageActSighting(
  request: PageActRequest,
  result: PageActResult,
  of: { readonly tabId: number; readonly key: string; readonly parent: Parent },
): Sighting {
  const asked = {
    source: 'page-act',
    key: of.key,
    method: request.method,
    url: request.url,
    startedAt: result.startedAt,
    endedAt: result.endedAt,
    tabId: of.tabId,
    parent: of.parent,
    requestBody: bodyOf(request.body),
  } as const;
  if (!result.ok) return { ...asked, state: 'failed', headers: { set: request.headers }, error: result.message };
  return {
    ...asked,
    state: 'done',
    status: result.status,
    headers: { set: request.headers, seen: result.headers },
    responseBody: {
      state: 'text',
      text: result.body,
      // The page cut it and cannot say how long the whole was.
      ...(result.truncated ? { length: result.body.length + 1 } : {}),
    },
  };
}
