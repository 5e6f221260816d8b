import { api, ordinaryRules } from '../core/api.ts';
import { jsonBody } from '../core/call.ts';
import { asObject, type Json } from '../core/json.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** The shape of an OData JSON batch. At most ten parts are looked at. */
export const batch: Scenario = {
  id: 'batch',
  title: 'One batch writes twice under one tag',
  story:
    'Load and save. The page sends two changes of the same note in one batch, both with the same tag. The first part is applied, the second one is refused; the batch as a whole says 200.',
  group: 'In disguise',
  steps: ['load', 'type', 'save'],
  ends: 200,
  shows: ['batch-reuses-token', 'conflict-in-disguise'],
  nearMissOf: ['changed-by-someone-else'],
  page: { saveTo: 'api/$batch', saveMethod: 'POST', token: 'none', wrap: 'batch' },
  handle: (call, next) => {
    if (call.path !== 'api/$batch') return next();
    const { requests } = jsonBody(call);
    const responses = (Array.isArray(requests) ? requests : []).slice(0, 10).map((sent: Json) => {
      const part = asObject(sent);
      const tag = asObject(part.headers)['If-Match'];
      const headers = { 'if-match': String(tag ?? '') };
      const one = { ...call, method: 'PUT', path: `api/${String(part.url)}`, headers, body: JSON.stringify(part.body) };
      const { status, headers: answered } = api(one, ordinaryRules);
      return { id: String(part.id), status, headers: { ETag: answered.etag ?? '' } };
    });
    return json(200, { responses });
  },
};
